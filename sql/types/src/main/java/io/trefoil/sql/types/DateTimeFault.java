package io.trefoil.sql.types;

/** Why date/time text was refused; turned into a {@link SqlStateException} where the type's name is known. */
final class DateTimeFault extends RuntimeException {
    static final DateTimeFault FORMAT = new DateTimeFault(SqlState.INVALID_DATETIME_FORMAT);
    static final DateTimeFault FIELD = new DateTimeFault(SqlState.DATETIME_FIELD_OVERFLOW);
    static final DateTimeFault MONTH_OR_DAY = new DateTimeFault(SqlState.DATETIME_FIELD_OVERFLOW);
    static final DateTimeFault INTERVAL_FIELD = new DateTimeFault(SqlState.INTERVAL_FIELD_OVERFLOW);
    static final DateTimeFault ZONE = new DateTimeFault(SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE);

    private final SqlState state;

    private DateTimeFault(SqlState state) {
        super(null, null, false, false);
        this.state = state;
    }

    SqlStateException toException(String text, String typeName) {
        String quoted = ": \"" + text + "\"";
        if (this == FORMAT) {
            return new SqlStateException(state, "invalid input syntax for type " + typeName + quoted);
        }
        if (this == INTERVAL_FIELD) {
            return new SqlStateException(state, "interval field value out of range" + quoted);
        }
        if (this == ZONE) {
            return new SqlStateException(state, "time zone displacement out of range" + quoted);
        }
        SqlStateException fault = new SqlStateException(state, "date/time field value out of range" + quoted);
        return this == MONTH_OR_DAY ? fault.withHint("Perhaps you need a different \"datestyle\" setting.") : fault;
    }
}
