package io.trefoil.sql.functions;

import java.security.SecureRandom;

/** The process's source of random numbers that nobody can guess; made when it is first asked for. */
final class SecureNumbers {
    static final SecureRandom GENERATOR = new SecureRandom();

    private SecureNumbers() {}
}
