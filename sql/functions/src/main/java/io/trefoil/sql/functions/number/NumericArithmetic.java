package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;

/** Operators and mathematical functions of numeric. */
public final class NumericArithmetic implements FunctionFamily {
    private static final SqlNumeric TEN = SqlNumeric.of(10);

    @Override
    public void define(Definitions d) {
        operators(d);
        rounding(d);
        scales(d);
        transcendental(d);
    }

    private static void operators(Definitions d) {
        binary(d, "numeric_add(numeric,numeric)", (a, b) -> ((SqlNumeric) a).add((SqlNumeric) b));
        binary(d, "numeric_sub(numeric,numeric)", (a, b) -> ((SqlNumeric) a).subtract((SqlNumeric) b));
        binary(d, "numeric_mul(numeric,numeric)", (a, b) -> ((SqlNumeric) a).multiply((SqlNumeric) b));
        binary(d, "numeric_div(numeric,numeric)", (a, b) -> ((SqlNumeric) a).divide((SqlNumeric) b));
        for (String name : new String[] {"numeric_mod", "mod"}) {
            binary(d, name + "(numeric,numeric)", (a, b) -> ((SqlNumeric) a).mod((SqlNumeric) b));
        }
        for (String name : new String[] {"numeric_div_trunc", "div"}) {
            binary(d, name + "(numeric,numeric)", (a, b) -> ((SqlNumeric) a).quotient((SqlNumeric) b));
        }
        for (String name : new String[] {"numeric_abs", "abs"}) {
            unary(d, name + "(numeric)", a -> ((SqlNumeric) a).abs());
        }
        unary(d, "numeric_uminus(numeric)", a -> ((SqlNumeric) a).negate());
        unary(d, "numeric_uplus(numeric)", a -> a);
        unary(d, "numeric_inc(numeric)", a -> ((SqlNumeric) a).add(SqlNumeric.ONE));
        unary(d, "sign(numeric)", a -> ((SqlNumeric) a).sign());
        binary(d, "gcd(numeric,numeric)", (a, b) -> ((SqlNumeric) a).gcd((SqlNumeric) b));
        binary(d, "lcm(numeric,numeric)", (a, b) -> ((SqlNumeric) a).lcm((SqlNumeric) b));
        unary(d, "factorial(int8)", a -> SqlNumeric.factorial((long) a));
    }

    private static void rounding(Definitions d) {
        unary(d, "ceil(numeric)", a -> ((SqlNumeric) a).ceil());
        unary(d, "ceiling(numeric)", a -> ((SqlNumeric) a).ceil());
        unary(d, "floor(numeric)", a -> ((SqlNumeric) a).floor());
        unary(d, "round(numeric)", a -> ((SqlNumeric) a).round(0));
        binary(d, "round(numeric,int4)", (a, b) -> ((SqlNumeric) a).round((int) b));
        unary(d, "trunc(numeric)", a -> ((SqlNumeric) a).truncate(0));
        binary(d, "trunc(numeric,int4)", (a, b) -> ((SqlNumeric) a).truncate((int) b));
    }

    private static void scales(Definitions d) {
        unary(d, "scale(numeric)", a -> ((SqlNumeric) a).isFinite() ? ((SqlNumeric) a).scale() : null);
        unary(d, "min_scale(numeric)", a -> ((SqlNumeric) a).isFinite() ? ((SqlNumeric) a).minScale() : null);
        unary(d, "trim_scale(numeric)", a -> ((SqlNumeric) a).trimScale());
    }

    private static void transcendental(Definitions d) {
        for (String name : new String[] {"numeric_sqrt", "sqrt"}) {
            unary(d, name + "(numeric)", a -> ((SqlNumeric) a).sqrt());
        }
        for (String name : new String[] {"numeric_exp", "exp"}) {
            unary(d, name + "(numeric)", a -> ((SqlNumeric) a).exp());
        }
        for (String name : new String[] {"numeric_ln", "ln"}) {
            unary(d, name + "(numeric)", a -> ((SqlNumeric) a).ln());
        }
        for (String name : new String[] {"numeric_log", "log"}) {
            binary(d, name + "(numeric,numeric)", (base, a) -> ((SqlNumeric) a).log((SqlNumeric) base));
        }
        for (String name : new String[] {"log", "log10"}) {
            unary(d, name + "(numeric)", a -> ((SqlNumeric) a).log(TEN));
        }
        for (String name : new String[] {"numeric_power", "power", "pow"}) {
            binary(d, name + "(numeric,numeric)", (a, b) -> ((SqlNumeric) a).power((SqlNumeric) b));
        }
    }
}
