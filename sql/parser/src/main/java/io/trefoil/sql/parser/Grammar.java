package io.trefoil.sql.parser;

/**
 * The parts of the grammar that call each other, over one text. One instance parses one text on one thread. The parts
 * for rarer statements are made where {@link StatementGrammar} needs them.
 */
final class Grammar {
    final Tokens tokens;
    final Names names;
    final TypeGrammar types;
    final ExpressionGrammar expressions;
    final PrimaryGrammar primaries;
    final CallGrammar calls;
    final QueryGrammar queries;
    final FromGrammar from;

    Grammar(String sql) {
        this.tokens = new Tokens(Lexer.tokenize(sql));
        this.names = new Names(this);
        this.types = new TypeGrammar(this);
        this.expressions = new ExpressionGrammar(this);
        this.primaries = new PrimaryGrammar(this);
        this.calls = new CallGrammar(this);
        this.queries = new QueryGrammar(this);
        this.from = new FromGrammar(this);
    }
}
