package io.trefoil.sql.types;

import org.jspecify.annotations.Nullable;

/**
 * Whatever a user or the machine did wrong, in the fields of PostgreSQL's ErrorResponse (PostgreSQL docs, "Error and
 * Notice Message Fields"). The message is worded as PostgreSQL words it. Instances are built once and then refined
 * with the {@code with...} methods before being thrown; they carry no stack trace unless the state is of class XX.
 */
public final class SqlStateException extends RuntimeException {
    private final SqlState state;
    private @Nullable String detail;
    private @Nullable String hint;
    private int position;
    private @Nullable String schema;
    private @Nullable String table;
    private @Nullable String column;
    private @Nullable String dataType;
    private @Nullable String constraint;
    private @Nullable String context;
    private @Nullable String routine;

    public SqlStateException(SqlState state, String message) {
        this(state, message, null);
    }

    public SqlStateException(SqlState state, String message, @Nullable Throwable cause) {
        super(message, cause, true, state.code().startsWith("XX"));
        this.state = state;
    }

    public SqlState state() {
        return state;
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? state.name() : message;
    }

    public @Nullable String detail() {
        return detail;
    }

    public @Nullable String hint() {
        return hint;
    }

    /** 1-based position in characters (code points) in the query text; 0 when unknown. */
    public int position() {
        return position;
    }

    public @Nullable String schema() {
        return schema;
    }

    public @Nullable String table() {
        return table;
    }

    public @Nullable String column() {
        return column;
    }

    public @Nullable String dataType() {
        return dataType;
    }

    public @Nullable String constraint() {
        return constraint;
    }

    public @Nullable String context() {
        return context;
    }

    /** PostgreSQL's function that reports the error, for the few that drivers know errors by. */
    public @Nullable String routine() {
        return routine;
    }

    public SqlStateException withRoutine(String value) {
        this.routine = value;
        return this;
    }

    public SqlStateException withDetail(@Nullable String value) {
        this.detail = value;
        return this;
    }

    public SqlStateException withHint(@Nullable String value) {
        this.hint = value;
        return this;
    }

    /** Sets the 1-based position unless one is already known (the innermost, most exact one wins). */
    public SqlStateException withPosition(int value) {
        if (this.position == 0) {
            this.position = value;
        }
        return this;
    }

    public SqlStateException withTable(String schemaName, String tableName) {
        this.schema = schemaName;
        this.table = tableName;
        return this;
    }

    public SqlStateException withColumn(@Nullable String value) {
        this.column = value;
        return this;
    }

    public SqlStateException withDataType(@Nullable String value) {
        this.dataType = value;
        return this;
    }

    public SqlStateException withConstraint(@Nullable String value) {
        this.constraint = value;
        return this;
    }

    public SqlStateException withContext(@Nullable String value) {
        this.context = value;
        return this;
    }
}
