package io.trefoil.sql.parser.ast;

import java.util.List;

/** {@code EXPLAIN [(options)] statement}; the old ANALYZE and VERBOSE words are options too. */
public record ExplainStatement(List<Option> options, Statement statement) implements Statement {}
