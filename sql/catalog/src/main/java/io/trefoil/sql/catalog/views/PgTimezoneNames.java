package io.trefoil.sql.catalog.views;

import io.trefoil.sql.types.SqlInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeSet;

/** pg_timezone_names: the time zones of the Java runtime with their present offset. */
final class PgTimezoneNames {
    static final ViewDefinition<String> VIEW = ViewDefinition.<String>of(
                    "pg_timezone_names", scope -> new TreeSet<>(ZoneId.getAvailableZoneIds()))
            .column("name", name -> name)
            .column("abbrev", PgTimezoneNames::abbreviation)
            .column("utc_offset", PgTimezoneNames::offset)
            .column("is_dst", name -> ZoneId.of(name).getRules().isDaylightSavings(Instant.now()));

    private PgTimezoneNames() {}

    private static String abbreviation(String name) {
        return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(Instant.now().atZone(ZoneId.of(name)));
    }

    private static SqlInterval offset(String name) {
        int seconds = ZoneId.of(name).getRules().getOffset(Instant.now()).getTotalSeconds();
        return new SqlInterval(0, 0, seconds * 1_000_000L);
    }
}
