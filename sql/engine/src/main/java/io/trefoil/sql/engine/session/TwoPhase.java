package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.ddl.TemporarySchema;
import io.trefoil.sql.storage.Preparation;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PREPARE TRANSACTION, COMMIT PREPARED and ROLLBACK PREPARED (PostgreSQL 15 manual; errors and their order by its
 * twophase.c).
 */
final class TwoPhase {
    /** GIDSIZE of PostgreSQL's xact.h, with the zero at the end. */
    private static final int GID_BYTES = 200;

    private final SessionState state;

    TwoPhase(SessionState state) {
        this.state = state;
    }

    /** Answers the command tag. */
    String prepare(String gid) {
        boolean prepared = state.transactions().prepare(open -> promise(gid, open));
        return prepared ? "PREPARE TRANSACTION" : "ROLLBACK";
    }

    private void promise(String gid, StorageTransaction open) {
        if (usesTemporary(open)) {
            throw unsupported("cannot PREPARE a transaction that has operated on temporary objects");
        }
        requireRoomFor(gid);
        if (!state.transactions().effects().notifications().isEmpty()) {
            throw unsupported("cannot PREPARE a transaction that has executed LISTEN, UNLISTEN, or NOTIFY");
        }
        SideEntry entry = state.commitTrace().entry("PREPARE TRANSACTION");
        Preparation done = open.prepare(gid, note().encode(), entry);
        switch (done) {
            case PREPARED -> state.commitTrace().recorded();
            case NAME_IN_USE -> throw inUse(gid);
            case LOCK_SHARED_WITH_SESSION ->
                throw unsupported(
                        "cannot PREPARE while holding both session-level and transaction-level locks on the same"
                                + " object");
        }
    }

    private PreparedNote note() {
        return new PreparedNote(state.context().role().oid(), state.database().oid(), Clock.nowMicros());
    }

    private void requireRoomFor(String gid) {
        if (gid.getBytes(StandardCharsets.UTF_8).length >= GID_BYTES) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "transaction identifier \"" + gid + "\" is too long");
        }
        if (find(gid).isPresent()) {
            throw inUse(gid);
        }
        long most = state.settings().number("max_prepared_transactions");
        if (store().prepared().size() >= most) {
            throw new SqlStateException(SqlState.OUT_OF_MEMORY, "maximum number of prepared transactions reached")
                    .withHint("Increase max_prepared_transactions (currently " + most + ").");
        }
    }

    /** Temporary tables end with their session, which nothing that outlives it may depend on. */
    private boolean usesTemporary(StorageTransaction open) {
        if (state.transactions().usedTemporary()) {
            return true;
        }
        CatalogSnapshot own = state.transactions().latestCatalog();
        CatalogSnapshot before = state.engine().catalogStore().latest();
        Set<Integer> spaces =
                Stream.of(own, before).flatMap(TwoPhase::temporarySpaces).collect(Collectors.toSet());
        return !spaces.isEmpty()
                && store().locks().stream()
                        .anyMatch(lock -> lock.transaction() == open.id() && spaces.contains(lock.space()));
    }

    private static Stream<Integer> temporarySpaces(CatalogSnapshot catalog) {
        Set<Integer> schemas = catalog.objects().stream()
                .filter(object -> object instanceof Schema schema && TemporarySchema.is(schema.name()))
                .map(CatalogObject::oid)
                .collect(Collectors.toSet());
        if (schemas.isEmpty()) {
            return Stream.empty();
        }
        return catalog.objects().stream().flatMap(object -> switch (object) {
            case Table table when schemas.contains(table.schemaOid()) -> Stream.of(table.spaceId());
            case Index index when schemas.contains(index.schemaOid()) -> Stream.of(index.spaceId());
            default -> Stream.<Integer>empty();
        });
    }

    /** COMMIT PREPARED or ROLLBACK PREPARED; answers the command tag. */
    String finish(String gid, boolean commit) {
        String tag = commit ? "COMMIT PREPARED" : "ROLLBACK PREPARED";
        if (state.transactions().inBlock() || state.oneOfSeveral()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, tag + " cannot run inside a transaction block");
        }
        PreparedTransaction prepared = find(gid).orElseThrow(() -> unknown(gid));
        requireMine(PreparedNote.of(prepared));
        if (!end(prepared, commit, state.commitTrace().entry(tag))) {
            throw unknown(gid);
        }
        state.commitTrace().recorded();
        if (commit) {
            state.transactions().tally().commits++;
        } else {
            state.transactions().tally().rollbacks++;
        }
        return tag;
    }

    private static boolean end(PreparedTransaction prepared, boolean commit, @Nullable SideEntry entry) {
        if (!commit) {
            return prepared.rollback(entry);
        }
        OptionalLong version = prepared.commit(entry);
        return version.isPresent();
    }

    private void requireMine(PreparedNote note) {
        Role role = state.context().role();
        if (role.oid() != note.owner() && !role.superuser()) {
            throw new SqlStateException(
                            SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to finish prepared transaction")
                    .withHint("Must be superuser or the user that prepared the transaction.");
        }
        if (state.database().oid() != note.database()) {
            throw unsupported("prepared transaction belongs to another database")
                    .withHint("Connect to the database where the transaction was prepared to finish it.");
        }
    }

    private Optional<PreparedTransaction> find(String gid) {
        return store().prepared().stream()
                .filter(prepared -> prepared.name().equals(gid))
                .findFirst();
    }

    private TransactionalStore store() {
        return state.engine().store();
    }

    private static SqlStateException unsupported(String message) {
        return new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, message);
    }

    private static SqlStateException inUse(String gid) {
        return new SqlStateException(
                SqlState.DUPLICATE_OBJECT, "transaction identifier \"" + gid + "\" is already in use");
    }

    private static SqlStateException unknown(String gid) {
        return new SqlStateException(
                SqlState.UNDEFINED_OBJECT, "prepared transaction with identifier \"" + gid + "\" does not exist");
    }
}
