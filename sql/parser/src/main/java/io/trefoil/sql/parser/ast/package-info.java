/** The statement tree: sealed families of records that say what a statement contains, near PostgreSQL's raw tree. */
@NullMarked
package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.NullMarked;
