/** PostgreSQL's lexer and grammar: text to a statement tree of records that carry character offsets. */
@NullMarked
package io.trefoil.sql.parser;

import org.jspecify.annotations.NullMarked;
