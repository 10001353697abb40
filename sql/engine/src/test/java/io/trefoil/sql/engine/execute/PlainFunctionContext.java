package io.trefoil.sql.engine.execute;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A session with nothing but settings and one imagined sequence. */
final class PlainFunctionContext implements FunctionContext {
    private final TextFormat format;
    private final Map<String, String> settings = new HashMap<>();
    private RandomGenerator random = new SplittableRandom(1);
    private long sequence;

    PlainFunctionContext(TextFormat format) {
        this.format = format;
    }

    @Override
    public TextFormat textFormat() {
        return format;
    }

    @Override
    public long transactionStartMicros() {
        return format.transactionStartMicros();
    }

    @Override
    public long statementStartMicros() {
        return format.transactionStartMicros();
    }

    @Override
    public String currentUser() {
        return "postgres";
    }

    @Override
    public String sessionUser() {
        return "postgres";
    }

    @Override
    public String currentDatabase() {
        return "postgres";
    }

    @Override
    public List<String> searchPath(boolean includeImplicit) {
        return includeImplicit ? List.of("pg_catalog", "public") : List.of("public");
    }

    @Override
    public int backendPid() {
        return 1;
    }

    @Override
    public String clientAddress() {
        return "127.0.0.1";
    }

    @Override
    public @Nullable String setting(String name) {
        return settings.get(name);
    }

    @Override
    public void changeSetting(String name, String value, boolean local) {
        settings.put(name, value);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void seedRandom(double seed) {
        random = new SplittableRandom(Double.doubleToLongBits(seed));
    }

    @Override
    public long nextSequenceValue(int sequenceOid) {
        return ++sequence;
    }

    @Override
    public long currentSequenceValue(int sequenceOid) {
        return sequence;
    }

    @Override
    public long lastSequenceValue() {
        return sequence;
    }

    @Override
    public void setSequenceValue(int sequenceOid, long value, boolean called) {
        sequence = called ? value : value - 1;
    }

    @Override
    public void checkCanceled() {}

    @Override
    public SqlType type(int oid) {
        return SqlTypes.require(oid);
    }
}
