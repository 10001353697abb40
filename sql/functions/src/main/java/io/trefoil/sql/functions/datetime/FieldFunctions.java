package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.datetime.FieldValue.Form;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.TimeWithZone;

/** extract, which gives numeric, and date_part, which gives float8. */
public final class FieldFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        define(d, "extract", Form.NUMERIC);
        define(d, "date_part", Form.FLOAT);
        binary(d, "extract(text,date)", (unit, date) -> TimestampFields.ofDate((String) unit, (int) date));
        binary(
                d,
                "date_part(text,date)",
                (unit, date) ->
                        TimestampFields.ofTimestamp(Form.FLOAT, (String) unit, LocalTimes.dateMicros((int) date)));
    }

    private static void define(Definitions d, String name, Form form) {
        binary(
                d,
                name + "(text,timestamp)",
                (unit, value) -> TimestampFields.ofTimestamp(form, (String) unit, (long) value));
        general(
                d,
                name + "(text,timestamptz)",
                (context, arguments) -> TimestampFields.ofInstant(
                        form, Arguments.text(arguments, 0), Arguments.int8(arguments, 1), DateTimeCasts.zone(context)));
        binary(d, name + "(text,time)", (unit, value) -> TimeFields.ofTime(form, (String) unit, (long) value));
        binary(
                d,
                name + "(text,timetz)",
                (unit, value) -> TimeFields.ofTimeWithZone(form, (String) unit, (TimeWithZone) value));
        binary(
                d,
                name + "(text,interval)",
                (unit, value) -> IntervalFields.of(form, (String) unit, (SqlInterval) value));
    }
}
