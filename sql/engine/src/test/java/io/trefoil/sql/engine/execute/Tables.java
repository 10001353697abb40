package io.trefoil.sql.engine.execute;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to make catalog objects and reads of them. */
final class Tables {
    static final int FIRST_SPACE = 2000;

    private Tables() {}

    static Column column(int number, SqlType type) {
        return new Column(number, "c" + (number - 1), type, -1, false, null, null, Column.Identity.NONE, false, false);
    }

    /** A table of an OID with columns c0, c1 ... in the space 2000 + OID. */
    static Table table(int oid, List<Integer> primaryKey, SqlType... types) {
        List<Column> columns = new ArrayList<>();
        for (SqlType type : types) {
            columns.add(column(columns.size() + 1, type));
        }
        return new Table(
                oid,
                11,
                "t" + oid,
                10,
                null,
                FIRST_SPACE + oid,
                columns,
                primaryKey,
                List.of(),
                List.of(),
                oid + 500,
                Table.Persistence.PERMANENT);
    }

    static Table withIndexes(Table table, Index... indexes) {
        return table.withIndexes(Arrays.stream(indexes).map(Index::oid).toList());
    }

    static Table withConstraints(Table table, Constraint... constraints) {
        return table.withConstraints(List.of(constraints));
    }

    /** An index over plain columns; a negative number is a descending one. */
    static Index index(int oid, Table table, boolean unique, List<Integer> included, int... columns) {
        List<Index.Key> keys = new ArrayList<>();
        for (int column : columns) {
            Column source = table.column(Math.abs(column));
            keys.add(new Index.Key(Math.abs(column), null, source.type().oid(), -1, column < 0, column < 0, 0));
        }
        return new Index(
                oid,
                11,
                "i" + oid,
                10,
                table.oid(),
                FIRST_SPACE + oid,
                "btree",
                unique,
                false,
                false,
                keys,
                included,
                null,
                Index.State.PUBLIC);
    }

    static List<Integer> allColumns(Table table) {
        return table.columns().stream().map(Column::number).toList();
    }

    static Plan.TableRead read(
            Table table,
            Plan.AccessPath path,
            List<Integer> attributes,
            boolean rowKey,
            @Nullable Scalar filter,
            boolean covering) {
        List<OutputColumn> columns = new ArrayList<>();
        for (int attribute : attributes) {
            Column column = table.column(attribute);
            columns.add(new OutputColumn(column.name(), column.type(), -1, table.oid(), attribute));
        }
        if (rowKey) {
            columns.add(OutputColumn.of("key", SqlTypes.BYTEA, -1));
        }
        return new Plan.TableRead(
                table, table.name(), path, attributes, rowKey, filter, covering, null, columns, Plans.ESTIMATE);
    }

    static Plan.TableRead readAll(Table table) {
        return read(table, new Plan.AccessPath.All(null, false), allColumns(table), false, null, false);
    }

    /** Reads whole rows with their keys, as UPDATE and DELETE want them. */
    static Plan.TableRead readForChange(Table table, Plan.AccessPath path, @Nullable Scalar filter) {
        return read(table, path, allColumns(table), true, filter, false);
    }
}
