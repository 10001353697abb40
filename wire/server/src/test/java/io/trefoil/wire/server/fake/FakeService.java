package io.trefoil.wire.server.fake;

import io.trefoil.sql.api.LoginRole;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.scram.ScramVerifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knows the database {@code bank} and a few roles; sessions answer the toy language of {@link FakeSession}. */
public final class FakeService implements SqlService {
    private final Map<String, LoginRole> roles = new ConcurrentHashMap<>();
    final AtomicInteger openSessions = new AtomicInteger();
    final AtomicInteger executed = new AtomicInteger();
    final AtomicInteger begun = new AtomicInteger();
    volatile long idleTimeoutMillis;
    volatile long idleSessionTimeoutMillis;
    volatile @Nullable SessionRequest lastRequest;

    public FakeService() {
        addRole("ann", "pencil");
        addRole("bob", null);
    }

    public void addRole(String name, @Nullable String password) {
        String verifier = password == null
                ? null
                : ScramVerifier.of(password, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, 4096)
                        .text();
        roles.put(name, new LoginRole(name, true, false, verifier));
    }

    /** Sessions inside a transaction may idle so long from now on. */
    public void setIdleSessionTimeoutMillis(long millis) {
        idleSessionTimeoutMillis = millis;
    }

    public void setIdleTimeoutMillis(long millis) {
        idleTimeoutMillis = millis;
    }

    public int openSessions() {
        return openSessions.get();
    }

    /** Statements of the kind {@code work} that ran to their end. */
    public int executed() {
        return executed.get();
    }

    /** Statements that last (sleep, rows, copyin) and have begun: a cancel reaches them from then on. */
    public int begun() {
        return begun.get();
    }

    public @Nullable SessionRequest lastRequest() {
        return lastRequest;
    }

    @Override
    public Optional<LoginRole> findLogin(String user) {
        return Optional.ofNullable(roles.get(user));
    }

    @Override
    public SqlSession open(SessionRequest request, SessionListener listener) {
        if (!roles.containsKey(request.user())) {
            throw new SqlStateException(
                    SqlState.INVALID_AUTHORIZATION_SPECIFICATION, "role \"" + request.user() + "\" does not exist");
        }
        if (!request.database().equals("bank")) {
            throw new SqlStateException(
                    SqlState.INVALID_CATALOG_NAME, "database \"" + request.database() + "\" does not exist");
        }
        lastRequest = request;
        openSessions.incrementAndGet();
        return new FakeSession(this, listener);
    }

    @Override
    public void close() {}
}
