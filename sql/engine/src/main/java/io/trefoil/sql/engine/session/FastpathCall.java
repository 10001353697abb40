package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import org.jspecify.annotations.Nullable;

/**
 * FunctionCall of the protocol (PostgreSQL docs, "Function Call"; fastpath.c): the call becomes the query {@code SELECT
 * function($1, ...)}, whose one value is the answer.
 */
final class FastpathCall {
    private final ProcRow function;

    /** Takes the one value; nothing of it goes to the client as rows. */
    private static final class Answer implements ResponseSink {
        @Nullable
        Object value;

        @Nullable
        RowShape shape;

        @Override
        public void rows(RowShape rows, TextFormat format) {
            shape = rows;
        }

        @Override
        public void row(@Nullable Object[] values) {
            value = values[0];
        }

        @Override
        public void complete(String tag) {}

        @Override
        public void suspended() {}

        @Override
        public void emptyQuery() {}

        @Override
        public CopySource copyIn(CopyShape copy) {
            throw new IllegalStateException("a function does not copy");
        }

        @Override
        public void copyOut(CopyShape copy) {
            throw new IllegalStateException("a function does not copy");
        }

        @Override
        public void copyData(byte[] source, int offset, int length) {
            throw new IllegalStateException("a function does not copy");
        }

        @Override
        public void copyDone() {
            throw new IllegalStateException("a function does not copy");
        }
    }

    /** @throws SqlStateException 42883 no such function, 0A000 an aggregate or one that returns a set */
    FastpathCall(int oid) {
        ProcRow found = BuiltinCatalog.instance().proc(oid);
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_FUNCTION,
                    "function with OID " + Integer.toUnsignedString(oid) + " does not exist");
        }
        if (found.kind() != 'f' || found.returnsSet()) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "cannot call function \"" + found.name() + "\" via fastpath interface");
        }
        this.function = found;
    }

    byte @Nullable [] run(
            ParameterValues arguments, short resultFormat, SessionState state, StatementRunner runner, boolean alone) {
        int count = function.argumentCount();
        if (arguments.values().length != count) {
            throw new SqlStateException(
                    SqlState.PROTOCOL_VIOLATION,
                    "function call message contains " + arguments.values().length + " arguments but function requires "
                            + count);
        }
        String sql = sql(count);
        PreparedStatement prepared = new PreparedStatement(
                "", SqlParser.parse(sql).getFirst().statement(), sql, function.argumentTypes(), false);
        Compiled compiled = runner.compile(prepared, state.transactions().catalogForStatement());
        Answer answer = new Answer();
        runner.runWhole(
                prepared,
                Parameters.decode(arguments, compiled.parameterTypes(), state.textFormat(), ""),
                alone,
                answer);
        return encode(answer, resultFormat, state.textFormat());
    }

    private String sql(int count) {
        StringBuilder sql = new StringBuilder("select ")
                .append(Identifiers.qualified(String.valueOf(Namespaces.nameOf(function.namespace())), function.name()))
                .append('(');
        for (int i = 1; i <= count; i++) {
            sql.append(i == 1 ? "$" : ", $").append(i);
        }
        return sql.append(')').toString();
    }

    private static byte @Nullable [] encode(Answer answer, short resultFormat, TextFormat format) {
        Object value = answer.value;
        RowShape shape = answer.shape;
        if (value == null || shape == null) {
            return null;
        }
        SqlType type = shape.columns().getFirst().type();
        ByteArraySink sink = new ByteArraySink();
        switch (resultFormat) {
            case 0 -> type.writeText(value, format, sink);
            case 1 -> type.writeBinary(value, sink);
            default ->
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + resultFormat);
        }
        return sink.toByteArray();
    }
}
