package io.trefoil.sql.functions.datetime;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.HashMap;
import java.util.Map;

/** The fields that extract, date_part and date_trunc know, with all names PostgreSQL takes for them. */
enum DateTimeUnit {
    MICROSECONDS("us usec usecs usecond useconds microsecon"),
    MILLISECONDS("ms msec msecs msecond mseconds millisecon"),
    SECOND("s sec secs second seconds"),
    MINUTE("m min mins minute minutes"),
    HOUR("h hr hrs hour hours"),
    DAY("d day days"),
    WEEK("w week weeks"),
    MONTH("mon mons month months"),
    QUARTER("qtr quarter"),
    YEAR("y yr yrs year years"),
    DECADE("dec decs decade decades"),
    CENTURY("c cent century centuries"),
    MILLENNIUM("mil mils millennium millennia"),
    TIMEZONE("timezone"),
    TIMEZONE_HOUR("timezone_h"),
    TIMEZONE_MINUTE("timezone_m"),
    EPOCH("epoch"),
    JULIAN("j jd julian"),
    ISOYEAR("isoyear"),
    ISODOW("isodow"),
    DOW("dow"),
    DOY("doy");

    /** TOKMAXLEN of PostgreSQL (datetime.h): names are told apart by their first ten characters. */
    private static final int SIGNIFICANT_CHARACTERS = 10;

    private static final Map<String, DateTimeUnit> BY_NAME = byName();

    private final String names;

    DateTimeUnit(String names) {
        this.names = names;
    }

    /** The unit of this name; 22023 when there is none. */
    static DateTimeUnit of(String name, SqlType type) {
        DateTimeUnit unit = BY_NAME.get(name);
        if (unit == null) {
            String lower = CaseFunctions.lower(name);
            unit = BY_NAME.get(lower.substring(0, Math.min(lower.length(), SIGNIFICANT_CHARACTERS)));
        }
        if (unit == null) {
            throw notRecognized(name, type);
        }
        return unit;
    }

    static SqlStateException notRecognized(String name, SqlType type) {
        return FunctionErrors.invalidParameter(
                "unit \"" + CaseFunctions.lower(name) + "\" not recognized for type " + type.sqlName());
    }

    /** 0A000: the unit means nothing to this type. */
    static SqlStateException notSupported(String name, SqlType type) {
        return new SqlStateException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "unit \"" + CaseFunctions.lower(name) + "\" not supported for type " + type.sqlName());
    }

    private static Map<String, DateTimeUnit> byName() {
        Map<String, DateTimeUnit> map = new HashMap<>();
        for (DateTimeUnit unit : values()) {
            for (String name : unit.names.split(" ")) {
                map.put(name, unit);
            }
            map.put(CaseFunctions.lower(unit.name()), unit);
        }
        return Map.copyOf(map);
    }
}
