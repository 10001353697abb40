package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IntervalFields;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Type names, by SQL's words where SQL has some. */
final class TypeWriter {
    private final Writers writers;

    TypeWriter(Writers writers) {
        this.writers = writers;
    }

    void write(TypeName type) {
        SqlText out = writers.out;
        out.when(type.setOf(), "SETOF ");
        if (type.columnType()) {
            out.name(type.name()).add("%TYPE");
            return;
        }
        simple(type);
        for (int bound : type.arrayBounds()) {
            out.add("[");
            if (bound >= 0) {
                out.add(bound);
            }
            out.add("]");
        }
    }

    private void simple(TypeName type) {
        SqlText out = writers.out;
        boolean system =
                "pg_catalog".equals(type.name().schema()) && type.name().parts().size() == 2;
        if (system && type.name().name().equals("interval") && interval(type.modifiers(), null)) {
            return;
        }
        String words = system ? words(type.name().name(), type.modifiers()) : null;
        if (words == null) {
            out.name(type.name());
            modifiers(type.modifiers());
            return;
        }
        int precision = words.indexOf(" w");
        boolean zoned = precision > 0 && !type.modifiers().isEmpty();
        out.add(zoned ? words.substring(0, precision) : words);
        modifiers(type.modifiers());
        out.when(zoned, zoned ? words.substring(precision) : "");
    }

    private void modifiers(List<Expression> modifiers) {
        if (!modifiers.isEmpty()) {
            writers.out.inParentheses(modifiers, writers.expressions::write);
        }
    }

    /** SQL's words for a type of pg_catalog, or null when those would not lead back to it. */
    private static @Nullable String words(String name, List<Expression> modifiers) {
        boolean plain = modifiers.isEmpty();
        boolean one =
                modifiers.size() == 1 && modifiers.get(0) instanceof IntegerLiteral literal && literal.value() >= 0;
        return switch (name) {
            case "int4" -> plain ? "integer" : null;
            case "int2" -> plain ? "smallint" : null;
            case "int8" -> plain ? "bigint" : null;
            case "float4" -> plain ? "real" : null;
            case "float8" -> plain ? "double precision" : null;
            case "bool" -> plain ? "boolean" : null;
            case "numeric" -> "numeric";
            case "bpchar" -> one ? "character" : null;
            case "varchar" -> plain || one ? "character varying" : null;
            case "bit" -> plain ? null : "bit";
            case "varbit" -> "bit varying";
            case "time" -> plain || one ? "time without time zone" : null;
            case "timetz" -> plain || one ? "time with time zone" : null;
            case "timestamp" -> plain || one ? "timestamp without time zone" : null;
            case "timestamptz" -> plain || one ? "timestamp with time zone" : null;
            default -> null;
        };
    }

    /**
     * {@code type 'value'}; the fields of an interval come after the value.
     *
     * @param value writes the string constant
     */
    void constant(TypeName type, Runnable value) {
        boolean system =
                "pg_catalog".equals(type.name().schema()) && type.name().parts().size() == 2;
        if (system && type.name().name().equals("interval") && interval(type.modifiers(), value)) {
            return;
        }
        simple(type);
        writers.out.add(" ");
        value.run();
    }

    /** False when the modifiers are none that the grammar could have made. */
    private boolean interval(List<Expression> modifiers, @Nullable Runnable value) {
        SqlText out = writers.out;
        if (modifiers.isEmpty()) {
            out.add("interval");
            constantValue(value);
            return true;
        }
        if (!(modifiers.get(0) instanceof IntegerLiteral mask)) {
            return false;
        }
        if (mask.value() == IntervalFields.FULL_RANGE) {
            if (modifiers.size() != 2) {
                return false;
            }
            out.add("interval(");
            writers.expressions.write(modifiers.get(1));
            out.add(")");
            constantValue(value);
            return true;
        }
        String fields = fields(mask.value());
        if (fields == null || (modifiers.size() > 1 && !fields.endsWith("second"))) {
            return false;
        }
        out.add("interval");
        constantValue(value);
        out.add(" ").add(fields);
        if (modifiers.size() > 1) {
            out.inParentheses(modifiers.subList(1, 2), writers.expressions::write);
        }
        return true;
    }

    private void constantValue(@Nullable Runnable value) {
        if (value != null) {
            writers.out.add(" ");
            value.run();
        }
    }

    private static @Nullable String fields(int mask) {
        int year = IntervalFields.YEAR;
        int month = IntervalFields.MONTH;
        int day = IntervalFields.DAY;
        int hour = IntervalFields.HOUR;
        int minute = IntervalFields.MINUTE;
        int second = IntervalFields.SECOND;
        if (mask == year) {
            return "year";
        } else if (mask == month) {
            return "month";
        } else if (mask == day) {
            return "day";
        } else if (mask == hour) {
            return "hour";
        } else if (mask == minute) {
            return "minute";
        } else if (mask == second) {
            return "second";
        } else if (mask == (year | month)) {
            return "year to month";
        } else if (mask == (day | hour)) {
            return "day to hour";
        } else if (mask == (day | hour | minute)) {
            return "day to minute";
        } else if (mask == (day | hour | minute | second)) {
            return "day to second";
        } else if (mask == (hour | minute)) {
            return "hour to minute";
        } else if (mask == (hour | minute | second)) {
            return "hour to second";
        } else if (mask == (minute | second)) {
            return "minute to second";
        }
        return null;
    }
}
