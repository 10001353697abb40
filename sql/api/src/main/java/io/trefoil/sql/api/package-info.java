/** The door between the wire and the engine: sessions in protocol words (parse, bind, describe, execute, sync, close). */
@NullMarked
package io.trefoil.sql.api;

import org.jspecify.annotations.NullMarked;
