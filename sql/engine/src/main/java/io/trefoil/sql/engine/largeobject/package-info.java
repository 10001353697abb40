/** Large objects: bytes with an OID, read and written in pieces by descriptors (PostgreSQL docs, "Large Objects"). */
@NullMarked
package io.trefoil.sql.engine.largeobject;

import org.jspecify.annotations.NullMarked;
