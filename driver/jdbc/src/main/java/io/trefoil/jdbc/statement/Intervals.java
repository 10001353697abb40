package io.trefoil.jdbc.statement;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * {@code interval} as a length of time or as one of the calendar. An interval has months, days and microseconds; a
 * {@link Duration} takes days as 24 hours and refuses months, a {@link Period} refuses hours and less.
 */
final class Intervals {
    private Intervals() {}

    static PGobject of(Duration duration) throws SQLException {
        Duration rounded = duration.plusNanos(500);
        long seconds = rounded.getSeconds();
        int micros = rounded.getNano() / 1000;
        boolean negative = seconds < 0;
        if (negative && micros > 0) {
            seconds++;
            micros = 1_000_000 - micros;
        }
        long magnitude = Math.abs(seconds);
        return interval(String.format(
                "%s%d:%02d:%02d.%06d",
                negative ? "-" : "", magnitude / 3600, magnitude / 60 % 60, magnitude % 60, micros));
    }

    static PGobject of(Period period) throws SQLException {
        return interval(period.getYears() + " years " + period.getMonths() + " months " + period.getDays() + " days");
    }

    static Duration duration(String text) throws SQLException {
        PGInterval interval = new PGInterval(text);
        if (interval.getYears() != 0 || interval.getMonths() != 0) {
            throw Errors.refused("22023", "an interval with months has no fixed length: " + text);
        }
        return Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getWholeSeconds())
                .plusNanos(interval.getMicroSeconds() * 1000L);
    }

    static Period period(String text) throws SQLException {
        PGInterval interval = new PGInterval(text);
        if (interval.getHours() != 0
                || interval.getMinutes() != 0
                || interval.getWholeSeconds() != 0
                || interval.getMicroSeconds() != 0) {
            throw Errors.refused("22023", "an interval with hours or less is no period: " + text);
        }
        return Period.of(interval.getYears(), interval.getMonths(), interval.getDays());
    }

    private static PGobject interval(String text) throws SQLException {
        PGobject interval = new PGobject();
        interval.setType("interval");
        interval.setValue(text);
        return interval;
    }
}
