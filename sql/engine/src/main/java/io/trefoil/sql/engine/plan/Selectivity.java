package io.trefoil.sql.engine.plan;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fraction of a table's rows that satisfy conditions over its full row, from ANALYZE's statistics or PostgreSQL's
 * default guesses (selfuncs.h: equality 0.005, inequality 1/3, range 0.005, match 0.005).
 */
final class Selectivity {
    private static final double EQUAL = 0.005;
    private static final double INEQUALITY = 1.0 / 3;
    private static final double MATCH = 0.005;

    private final PlannerEnvironment environment;

    Selectivity(PlannerEnvironment environment) {
        this.environment = environment;
    }

    double of(Table table, List<Scalar> terms) {
        double fraction = 1;
        for (Scalar term : terms) {
            fraction *= of(table, term);
        }
        return Math.max(0, Math.min(1, fraction));
    }

    private double of(Table table, Scalar term) {
        return switch (term) {
            case Scalar.Call call
            when call.form() == Scalar.CallForm.OPERATOR && call.arguments().size() == 2 -> ofOperator(table, call);
            case Scalar.ArrayQuantified quantified -> ofAny(table, quantified);
            case Scalar.And and -> of(table, and.terms());
            case Scalar.Or or -> {
                double none = 1;
                for (Scalar inner : or.terms()) {
                    none *= 1 - of(table, inner);
                }
                yield 1 - none;
            }
            case Scalar.Not not -> 1 - of(table, not.term());
            case Scalar.NullTest test -> nullFraction(table, test);
            case Scalar.Constant constant -> Boolean.TRUE.equals(constant.value()) ? 1 : 0;
            default -> 0.5;
        };
    }

    private double ofOperator(Table table, Scalar.Call call) {
        String operator = call.operator();
        Scalar.InputRef column = column(call.arguments().get(0));
        Scalar other = call.arguments().get(1);
        if (column == null) {
            column = column(call.arguments().get(1));
            other = call.arguments().get(0);
        }
        return switch (operator == null ? "" : operator) {
            case "=" -> column == null ? EQUAL : equality(table, column.index() + 1);
            case "<>" -> 1 - (column == null ? EQUAL : equality(table, column.index() + 1));
            case "<", "<=", ">", ">=" -> column == null ? INEQUALITY : inequality(table, column, call, other);
            case "~~", "~", "~~*", "~*" -> MATCH;
            default -> 0.5;
        };
    }

    private static Scalar.@Nullable InputRef column(Scalar scalar) {
        return switch (scalar) {
            case Scalar.InputRef reference -> reference;
            case Scalar.Relabel relabel -> column(relabel.argument());
            default -> null;
        };
    }

    private double equality(Table table, int column) {
        double rows = environment.rows(table);
        for (TableChange.IndexTarget target : environment.indexes(table)) {
            boolean alone = target.index().unique()
                    && target.index().keys().size() == 1
                    && target.index().keys().get(0).column() == column;
            if (alone) {
                return 1 / rows;
            }
        }
        TableStatistics.ColumnStatistics statistics = statistics(table, column);
        if (statistics == null || statistics.distinct() == 0) {
            return Math.max(EQUAL, 1 / rows);
        }
        double distinct = statistics.distinct() > 0 ? statistics.distinct() : -statistics.distinct() * rows;
        return (1 - statistics.nullFraction()) / Math.max(1, distinct);
    }

    private TableStatistics.@Nullable ColumnStatistics statistics(Table table, int column) {
        Optional<TableStatistics> found = environment.statistics(table);
        return found.map(statistics -> statistics.columns().get(column)).orElse(null);
    }

    /** The share of the histogram below or above a constant. */
    private double inequality(Table table, Scalar.InputRef column, Scalar.Call call, Scalar other) {
        TableStatistics.ColumnStatistics statistics = statistics(table, column.index() + 1);
        if (statistics == null
                || statistics.histogramBounds().size() < 2
                || !(other instanceof Scalar.Constant constant)
                || constant.value() == null
                || constant.type() != column.type()) {
            return INEQUALITY;
        }
        try {
            int below = 0;
            for (String bound : statistics.histogramBounds()) {
                Object value = column.type().parse(bound, -1, TextFormat.DEFAULT);
                below += column.type().compare(value, constant.value()) < 0 ? 1 : 0;
            }
            double fraction = (double) below / statistics.histogramBounds().size();
            String operator = call.operator();
            boolean columnFirst = column(call.arguments().get(0)) != null;
            boolean less = operator != null && operator.startsWith("<") == columnFirst;
            return Math.max(0.0001, (less ? fraction : 1 - fraction) * (1 - statistics.nullFraction()));
        } catch (SqlStateException e) {
            return INEQUALITY;
        }
    }

    private double ofAny(Table table, Scalar.ArrayQuantified quantified) {
        Scalar.InputRef column = column(quantified.left());
        double one = column == null ? EQUAL : equality(table, column.index() + 1);
        double count = quantified.array() instanceof Scalar.Constant constant
                        && constant.value() instanceof io.trefoil.sql.types.SqlArray array
                ? array.size()
                : 10;
        double fraction = Math.min(1, one * count);
        return quantified.operator().equals("=") && quantified.any() ? fraction : 1 - fraction;
    }

    private double nullFraction(Table table, Scalar.NullTest test) {
        Scalar.InputRef column = column(test.argument());
        double nulls = 0.005;
        if (column != null && column.index() < table.columns().size()) {
            TableStatistics.ColumnStatistics statistics = statistics(table, column.index() + 1);
            nulls = table.column(column.index() + 1).notNull()
                    ? 0
                    : statistics == null ? nulls : statistics.nullFraction();
        }
        return test.isNull() ? nulls : 1 - nulls;
    }
}
