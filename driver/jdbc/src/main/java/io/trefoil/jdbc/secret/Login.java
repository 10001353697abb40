package io.trefoil.jdbc.secret;

/** Whose password is wanted, and where it will be used. */
public record Login(String user, String host, int port, String database) {}
