package io.trefoil.sql.catalog.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of pg_proc (PostgreSQL docs, "pg_proc"), for built-in functions and for those a user makes.
 *
 * @param variadicElement provariadic: element type of the variadic parameter, 0 when there is none
 * @param kind prokind: f function, p procedure, a aggregate, w window function
 * @param volatility provolatile: i immutable, s stable, v volatile
 * @param argumentTypes proargtypes: the input arguments only
 * @param defaults expressions of the last {@code defaults.size()} input arguments, as SQL text
 * @param allArgumentTypes proallargtypes; empty when every argument is an input
 * @param argumentModes proargmodes, one of i o b v t for each of allArgumentTypes; empty like those
 * @param argumentNames proargnames, empty string for a nameless one; empty list when no argument has a name
 * @param source prosrc: for internal functions the symbol's name, for SQL functions the body
 * @param sqlBody the text of prosqlbody (RETURN or BEGIN ATOMIC), when the function has one
 */
public record ProcRow(
        int oid,
        String name,
        int namespace,
        int owner,
        int language,
        float cost,
        float rows,
        int variadicElement,
        char kind,
        boolean securityDefiner,
        boolean leakproof,
        boolean strict,
        boolean returnsSet,
        char volatility,
        char parallel,
        int returnType,
        int[] argumentTypes,
        List<String> defaults,
        int[] allArgumentTypes,
        String argumentModes,
        List<String> argumentNames,
        String source,
        @Nullable String sqlBody) {

    public boolean isAggregate() {
        return kind == 'a';
    }

    public boolean isWindow() {
        return kind == 'w';
    }

    public boolean isProcedure() {
        return kind == 'p';
    }

    public int argumentCount() {
        return argumentTypes.length;
    }

    public int defaultCount() {
        return defaults.size();
    }

    static ProcRow read(RowReader row) {
        List<String> modes = row.texts(21);
        List<String> names = row.texts(22);
        List<String> defaults = row.texts(28);
        return new ProcRow(
                row.number(0),
                row.text(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.real(5),
                row.real(6),
                row.number(7),
                row.character(9),
                row.flag(10),
                row.flag(11),
                row.flag(12),
                row.flag(13),
                row.character(14),
                row.character(15),
                row.number(18),
                row.numbers(19),
                defaults == null ? List.of() : defaults,
                row.numbers(20),
                modes == null ? "" : String.join("", modes),
                names == null ? List.of() : names,
                row.text(24),
                row.textOrNull(29));
    }
}
