package io.trefoil.sql.functions;

import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a running function may know of its session and statement. Times are microseconds since 2000-01-01 00:00 UTC. */
public interface FunctionContext {
    TextFormat textFormat();

    /** now(): the start of the transaction. */
    long transactionStartMicros();

    /** statement_timestamp(). */
    long statementStartMicros();

    String currentUser();

    String sessionUser();

    String currentDatabase();

    /** Schemas of the effective search path, implicit ones included when asked. */
    List<String> searchPath(boolean includeImplicit);

    int backendPid();

    String clientAddress();

    /** The value of a setting as SHOW prints it, or null when there is none of this name. */
    @Nullable
    String setting(String name);

    /** set_config. */
    void changeSetting(String name, String value, boolean local);

    /** The session's random generator, seeded by setseed. */
    RandomGenerator random();

    /** Random numbers that nobody can guess. */
    default RandomGenerator secureRandom() {
        return SecureNumbers.GENERATOR;
    }

    void seedRandom(double seed);

    long nextSequenceValue(int sequenceOid);

    /** currval; 55000 when nextval was not yet called in this session. */
    long currentSequenceValue(int sequenceOid);

    long lastSequenceValue();

    void setSequenceValue(int sequenceOid, long value, boolean called);

    /** Throws 57014 when the statement was cancelled; long loops call it now and then. */
    void checkCanceled();

    /** The type of this OID, user-defined ones included. */
    SqlType type(int oid);
}
