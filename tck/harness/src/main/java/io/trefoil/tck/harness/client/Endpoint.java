package io.trefoil.tck.harness.client;

import org.jspecify.annotations.Nullable;

/** Where a server listens and who connects to which database. */
public record Endpoint(
        String host,
        int port,
        String user,
        String database,
        @Nullable String password) {
    public Endpoint(String host, int port, String user, String database) {
        this(host, port, user, database, null);
    }

    public Endpoint withUser(String other) {
        return new Endpoint(host, port, other, database, password);
    }

    public Endpoint withDatabase(String other) {
        return new Endpoint(host, port, user, other, password);
    }

    public Endpoint withPassword(String other) {
        return new Endpoint(host, port, user, database, other);
    }

    /** For clients of {@code java.sql}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + user
                + (password == null ? "" : "&password=" + password);
    }
}
