package io.trefoil.wire.protocol;

/** Sizes that PostgreSQL 15 enforces, with its names for them. */
public final class ProtocolLimits {
    /** MAX_STARTUP_PACKET_LENGTH (libpq/pqcomm.h): a start-up packet, its length word not counted. */
    public static final int STARTUP_PACKET_BYTES_MAX = 10_000;

    /** PQ_SMALL_MESSAGE_LIMIT (libpq/libpq.h): messages that only carry names. */
    public static final int SMALL_MESSAGE_BYTES_MAX = 10_000;

    /** PQ_LARGE_MESSAGE_LIMIT (libpq/libpq.h), MaxAllocSize - 1: Query, Parse, Bind, FunctionCall, CopyData. */
    public static final int LARGE_MESSAGE_BYTES_MAX = 0x3fff_fffe;

    /** PG_MAX_AUTH_TOKEN_LENGTH (libpq/auth.h): password, GSS and SASL messages. */
    public static final int AUTHENTICATION_MESSAGE_BYTES_MAX = 65_535;

    /** NAMEDATALEN - 1 (pg_config_manual.h): user and database names are cut to this many bytes. */
    public static final int NAME_BYTES_MAX = 63;

    private ProtocolLimits() {}
}
