/**
 * PostgreSQL's regular expressions (PostgreSQL docs, "POSIX Regular Expressions"): a parser to a tree, nondeterministic
 * automata made from it, run as lazily built deterministic ones, and the division of a match among subexpressions by
 * PostgreSQL's rules of preference. Time is linear in the text where there are no back references or captures.
 */
@NullMarked
package io.trefoil.sql.functions.regex;

import org.jspecify.annotations.NullMarked;
