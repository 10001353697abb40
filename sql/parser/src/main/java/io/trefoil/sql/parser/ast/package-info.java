/** The statement tree: sealed families of records that say what a statement contains, close to PostgreSQL's raw parse tree. */
@NullMarked
package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.NullMarked;
