package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a session's temporary tables are: a schema {@code pg_temp_n} with the session's process number, made with the
 * first of them, searched before all others by its session, and emptied when the session ends.
 */
public final class TemporarySchema {
    private static final Logger LOGGER = LoggerFactory.getLogger(TemporarySchema.class);
    private static final String PREFIX = "pg_temp_";

    private TemporarySchema() {}

    /** The name of the schema of a session. */
    public static String nameFor(int processId) {
        return PREFIX + processId;
    }

    /** Whether a schema is some session's. */
    public static boolean is(String schema) {
        return schema.startsWith(PREFIX);
    }

    /**
     * Drops such schemas with all that is in them, in a transaction of its own. Also run when a store is opened: a server that
     * was killed leaves its sessions' tables behind. Failing leaves them to the next time.
     */
    public static void drop(TransactionalStore store, CatalogStore catalogStore, Predicate<Schema> which) {
        CatalogSnapshot latest = catalogStore.latest();
        if (latest.objects().stream().noneMatch(object -> object instanceof Schema schema && which.test(schema))) {
            return;
        }
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                catalogStore.write(statement, removal(catalogStore.read(transaction, statement), which, transaction));
            }
            transaction.commit();
        } catch (StorageException e) {
            LOGGER.warn("could not drop temporary tables", e);
        }
    }

    private static CatalogDelta removal(
            CatalogSnapshot catalog, Predicate<Schema> which, StorageTransaction transaction) {
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        for (CatalogObject object : catalog.objects()) {
            int schema = switch (object) {
                case Relation relation -> relation.schemaOid();
                case UserType type -> type.schemaOid();
                case Schema own -> own.oid();
                default -> 0;
            };
            if (schema == 0 || !catalog.schema(schema).map(which::test).orElse(false)) {
                continue;
            }
            delta.remove(object.oid());
            int space = object instanceof Table table
                    ? table.spaceId()
                    : object instanceof Index index ? index.spaceId() : 0;
            if (space != 0) {
                transaction.lockSpace(space, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
                transaction.dropSpace(space);
            }
        }
        return delta.build();
    }

    /** The schema of the session, made if missing. */
    static Schema of(DdlContext context) {
        String name = nameFor(context.execution().functions().backendPid());
        Optional<Schema> known = context.catalog().schema(context.databaseOid(), name);
        if (known.isPresent()) {
            return known.get();
        }
        Schema made = new Schema(
                Oids.next(context), context.databaseOid(), name, context.role().oid(), null);
        context.apply(new CatalogDelta.Builder().put(made).build());
        return made;
    }
}
