/** Functions that ask about or change the session, and small helpers that fit no other family. */
@NullMarked
package io.trefoil.sql.functions.session;

import org.jspecify.annotations.NullMarked;
