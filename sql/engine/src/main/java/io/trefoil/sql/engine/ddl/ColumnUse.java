package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.engine.execute.expression.ScalarTree;
import io.trefoil.sql.parser.SqlParser;
import java.util.ArrayList;
import java.util.List;

/** Which columns of its table an expression over full rows mentions. */
final class ColumnUse {
    private ColumnUse() {}

    /** Column numbers in ascending order. */
    static List<Integer> of(Scalar expression) {
        List<Integer> numbers = new ArrayList<>();
        ScalarTree.inputs(expression).stream().forEach(index -> numbers.add(index + 1));
        return numbers;
    }

    static List<Integer> ofStored(BindEnvironment binding, Table table, String sql, StoredExpression kind) {
        return of(StatementBinder.expression(binding, table, SqlParser.parseExpression(sql), kind, sql));
    }
}
