package io.trefoil.jdbc.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.TimestampUtils;
import org.postgresql.util.PGbytea;

/** One value as the text that the server reads and writes, for elements of arrays and whatever pgjdbc does not convert. */
final class Elements {
    /** Turns the server's text into a value. */
    @FunctionalInterface
    private interface Parser {
        Object parse(TimestampUtils times, String text) throws SQLException;
    }

    private static final Map<Class<?>, Parser> PARSERS = Map.ofEntries(
            Map.entry(String.class, (times, text) -> text),
            Map.entry(Boolean.class, (times, text) -> bool(text)),
            Map.entry(Byte.class, (times, text) -> Byte.valueOf(text)),
            Map.entry(Short.class, (times, text) -> Short.valueOf(text)),
            Map.entry(Integer.class, (times, text) -> Integer.valueOf(text)),
            Map.entry(Long.class, (times, text) -> Long.valueOf(text)),
            Map.entry(Float.class, (times, text) -> Float.valueOf(text)),
            Map.entry(Double.class, (times, text) -> Double.valueOf(text)),
            Map.entry(BigDecimal.class, (times, text) -> new BigDecimal(text)),
            Map.entry(BigInteger.class, (times, text) -> new BigDecimal(text).toBigIntegerExact()),
            Map.entry(UUID.class, (times, text) -> UUID.fromString(text)),
            Map.entry(byte[].class, (times, text) -> PGbytea.toBytes(text.getBytes(StandardCharsets.US_ASCII))),
            Map.entry(Instant.class, (times, text) -> instant(times.toOffsetDateTime(text))),
            Map.entry(
                    ZonedDateTime.class,
                    (times, text) -> times.toOffsetDateTime(text).toZonedDateTime()),
            Map.entry(OffsetDateTime.class, TimestampUtils::toOffsetDateTime),
            Map.entry(LocalDateTime.class, TimestampUtils::toLocalDateTime),
            Map.entry(LocalDate.class, (times, text) -> times.toLocalDate(text.getBytes(StandardCharsets.US_ASCII))),
            Map.entry(LocalTime.class, TimestampUtils::toLocalTime),
            Map.entry(OffsetTime.class, TimestampUtils::toOffsetTime),
            Map.entry(Timestamp.class, (times, text) -> times.toTimestamp(null, text)),
            Map.entry(java.sql.Date.class, (times, text) -> times.toDate(null, text)),
            Map.entry(java.sql.Time.class, (times, text) -> times.toTime(null, text)),
            Map.entry(Year.class, (times, text) -> Year.parse(text)),
            Map.entry(Duration.class, (times, text) -> Intervals.duration(text)),
            Map.entry(Period.class, (times, text) -> Intervals.period(text)));

    private Elements() {}

    /**
     * Reads a value.
     *
     * @throws SQLException 22023 for a class that nothing is known of, 22P02 for a text that is no such value
     */
    static Object parse(StatementSession session, String text, Class<?> type) throws SQLException {
        Class<?> boxed = boxed(type);
        try {
            if (boxed.isEnum()) {
                return enumConstant(boxed, text);
            }
            Parser parser = PARSERS.get(boxed);
            if (parser == null) {
                throw Errors.refused("22023", "conversion to " + type.getName() + " is not supported");
            }
            return parser.parse(session.times(), text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            SQLException refused = Errors.refused("22P02", "\"" + text + "\" is no " + type.getSimpleName());
            refused.initCause(e);
            throw refused;
        }
    }

    /** Writes a value. */
    static String text(StatementSession session, Object value) throws SQLException {
        TimestampUtils times = session.times();
        if (value instanceof Parameters.Untyped untyped) {
            return untyped.text();
        }
        if (value instanceof OffsetDateTime moment) {
            return times.toString(moment);
        }
        if (value instanceof LocalDateTime local) {
            return times.toString(local);
        }
        if (value instanceof LocalDate date) {
            return times.toString(date);
        }
        if (value instanceof LocalTime time) {
            return times.toString(time);
        }
        if (value instanceof OffsetTime time) {
            return times.toString(time);
        }
        return value.toString();
    }

    /** The moment, where the ends of PostgreSQL's time line are those of Java's. */
    static Instant instant(OffsetDateTime moment) {
        if (moment.equals(OffsetDateTime.MAX)) {
            return Instant.MAX;
        }
        return moment.equals(OffsetDateTime.MIN) ? Instant.MIN : moment.toInstant();
    }

    /** The inverse of {@link #instant}. */
    static OffsetDateTime offset(Instant instant) {
        if (instant.equals(Instant.MAX)) {
            return OffsetDateTime.MAX;
        }
        return instant.equals(Instant.MIN) ? OffsetDateTime.MIN : instant.atOffset(ZoneOffset.UTC);
    }

    private static Boolean bool(String text) {
        switch (text) {
            case "t":
            case "true":
            case "1":
                return true;
            case "f":
            case "false":
            case "0":
                return false;
            default:
                throw new IllegalArgumentException(text);
        }
    }

    private static Object enumConstant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }

    /** Whether values of a class can be read from text. */
    static boolean isKnown(@Nullable Class<?> type) {
        return type != null && (type.isEnum() || PARSERS.containsKey(boxed(type)));
    }
}
