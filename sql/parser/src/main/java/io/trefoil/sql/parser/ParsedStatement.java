package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Statement;

/**
 * One statement of a query text. {@code start} (inclusive) and {@code end} (exclusive) are UTF-16 offsets of its text
 * without surrounding white space and without the semicolon.
 */
public record ParsedStatement(Statement statement, int start, int end) {}
