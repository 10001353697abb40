package io.trefoil.sql.parser.deparse;

/** The writers of all families over one text; they call each other. */
final class Writers {
    final SqlText out = new SqlText();
    final TypeWriter types = new TypeWriter(this);
    final ExpressionWriter expressions = new ExpressionWriter(this);
    final CallWriter calls = new CallWriter(this);
    final QueryWriter queries = new QueryWriter(this);
    final FromWriter from = new FromWriter(this);
    final ModificationWriter modifications = new ModificationWriter(this);
    final OptionWriter options = new OptionWriter(this);
    final StatementWriter statements = new StatementWriter(this);
}
