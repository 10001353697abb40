package io.trefoil.sql.functions.format;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.ZoneAbbreviations;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** to_char of timestamps and intervals, to_date and to_timestamp with a template. */
public final class DateFormatting implements FunctionFamily {
    private static final int MICROS_DIGITS = 6;

    @Override
    public void define(Definitions d) {
        binary(d, "to_char(timestamp,text)", (value, template) -> ofTimestamp((long) value, (String) template));
        general(
                d,
                "to_char(timestamptz,text)",
                (context, arguments) -> ofInstant(
                        Arguments.int8(arguments, 0),
                        Arguments.text(arguments, 1),
                        context.textFormat().timeZone()));
        binary(
                d,
                "to_char(interval,text)",
                (value, template) -> ((String) template).isEmpty()
                        ? null
                        : DateWriter.write(
                                new DateTemplate((String) template), BrokenTime.ofInterval((SqlInterval) value)));
        binary(d, "to_date(text,text)", (text, template) -> toDate((String) text, (String) template));
        general(
                d,
                "to_timestamp(text,text)",
                (context, arguments) -> toTimestamp(
                        Arguments.text(arguments, 0),
                        Arguments.text(arguments, 1),
                        context.textFormat().timeZone()));
    }

    private static @Nullable String ofTimestamp(long value, String template) {
        if (template.isEmpty() || LocalTimes.isInfinite(value)) {
            return null;
        }
        return DateWriter.write(new DateTemplate(template), BrokenTime.ofTimestamp(value, 0, ""));
    }

    private static @Nullable String ofInstant(long value, String template, ZoneId zone) {
        if (template.isEmpty() || LocalTimes.isInfinite(value)) {
            return null;
        }
        int offset = LocalTimes.offsetOfInstant(value, zone);
        String abbreviation = ZoneAbbreviations.printed(zone, offset, instant(value));
        String name = abbreviation == null ? "" : abbreviation;
        return DateWriter.write(
                new DateTemplate(template), BrokenTime.ofTimestamp(LocalTimes.toLocal(value, zone), offset, name));
    }

    private static Instant instant(long timestamp) {
        return Instant.ofEpochSecond(
                Math.floorDiv(timestamp, LocalTimes.MICROS_PER_SECOND) + LocalTimes.UNIX_EPOCH_SHIFT_SECONDS);
    }

    private static int toDate(String text, String template) {
        DateAssembly.Result result = DateAssembly.assemble(text, new DateTemplate(template));
        if (!LocalTimes.dateInRange(result.days())) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range: \"" + text + "\"");
        }
        return (int) result.days();
    }

    private static long toTimestamp(String text, String template, ZoneId zone) {
        DateAssembly.Result result = DateAssembly.assemble(text, new DateTemplate(template));
        if (result.days() < LocalTimes.FIRST_DAY
                || result.days() > LocalTimes.END_TIMESTAMP / LocalTimes.MICROS_PER_DAY) {
            throw FunctionErrors.dateTimeOutOfRange("timestamp");
        }
        long local = result.days() * LocalTimes.MICROS_PER_DAY + result.micros();
        long utc = result.zoneSet()
                ? LocalTimes.checked(local - result.offsetSeconds() * LocalTimes.MICROS_PER_SECOND, "timestamp")
                : LocalTimes.toUtc(LocalTimes.checked(local, "timestamp"), zone);
        return rounded(utc, result.fractionDigits());
    }

    private static long rounded(long micros, int digits) {
        if (digits == 0 || digits == MICROS_DIGITS) {
            return micros;
        }
        long unit = (long) Math.pow(10, MICROS_DIGITS - digits);
        return Math.floorDiv(micros + unit / 2, unit) * unit;
    }
}
