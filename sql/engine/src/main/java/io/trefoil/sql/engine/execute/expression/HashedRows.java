package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowSize;
import io.trefoil.sql.engine.execute.spill.RowStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an uncorrelated subquery, to be asked {@code (a, b) IN (rows)} in constant time. Beyond work_mem the rows go
 * to a store that is searched from end to end.
 */
final class HashedRows {
    private final KeyTypes types;
    private final KeyTable<Member> members;
    private final List<@Nullable Object[]> keysWithNull = new ArrayList<>();
    private @Nullable RowStore overflow;
    private long bytes;

    private static final class Member extends KeyTable.Entry<Member> {
        Member(@Nullable Object[] key, int hash) {
            super(key, hash);
        }
    }

    HashedRows(KeyTypes types) {
        this.types = types;
        this.members = new KeyTable<>(types);
    }

    void add(@Nullable Object[] key, ExecutionContext context) {
        if (overflow != null) {
            overflow.add(key);
        } else if (KeyTypes.containsNull(key)) {
            keysWithNull.add(key);
            grow(key, context);
        } else {
            int hash = types.hash(key);
            if (members.find(key, hash) == null) {
                members.insert(new Member(key, hash));
                grow(key, context);
            }
        }
    }

    private void grow(@Nullable Object[] key, ExecutionContext context) {
        bytes += RowSize.of(key) + KeyTable.ENTRY_BYTES;
        if (bytes > context.resources().workMemoryBytes()) {
            RowStore store = new RowStore(context.resources());
            context.own(store);
            members.forEach(member -> store.add(member.key()));
            keysWithNull.forEach(store::add);
            members.clear();
            keysWithNull.clear();
            overflow = store;
        }
    }

    /** SQL's IN: null when no row is equal and equality with some row is unknown. */
    @Nullable
    Boolean contains(@Nullable Object[] key, ExecutionContext context) {
        if (overflow != null) {
            return search(key, overflow, context);
        }
        if (!KeyTypes.containsNull(key)) {
            if (members.find(key, types.hash(key)) != null) {
                return true;
            }
        } else {
            for (Member member : members) {
                if (maybeEqual(key, member.key())) {
                    return null;
                }
            }
        }
        for (@Nullable Object[] other : keysWithNull) {
            if (maybeEqual(key, other)) {
                return null;
            }
        }
        return false;
    }

    private @Nullable Boolean search(@Nullable Object[] key, RowStore rows, ExecutionContext context) {
        boolean unknown = false;
        boolean nulls = KeyTypes.containsNull(key);
        for (long i = 0; i < rows.size(); i++) {
            context.rowPassed();
            @Nullable Object[] other = rows.get(i);
            if (maybeEqual(key, other)) {
                if (!nulls && !KeyTypes.containsNull(other)) {
                    return true;
                }
                unknown = true;
            }
        }
        return unknown ? null : Boolean.FALSE;
    }

    /** Whether no column that both have is different. */
    private boolean maybeEqual(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < types.count(); i++) {
            Object a = left[i];
            Object b = right[i];
            if (a != null && b != null && !types.type(i).equal(a, b)) {
                return false;
            }
        }
        return true;
    }
}
