package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** A hash set of values of one type, by the type's own equality. NULLs are remembered apart. */
final class ValueSet {
    private final KeyTypes types;
    private final KeyTable<Member> members;
    private boolean containsNull;

    private static final class Member extends KeyTable.Entry<Member> {
        Member(@Nullable Object[] key, int hash) {
            super(key, hash);
        }
    }

    ValueSet(SqlType type) {
        this.types = new KeyTypes(new SqlType[] {type});
        this.members = new KeyTable<>(types);
    }

    void add(@Nullable Object value) {
        if (value == null) {
            containsNull = true;
            return;
        }
        @Nullable Object[] key = {value};
        int hash = types.hash(key);
        if (members.find(key, hash) == null) {
            members.insert(new Member(key, hash));
        }
    }

    boolean contains(Object value) {
        @Nullable Object[] key = {value};
        return members.find(key, types.hash(key)) != null;
    }

    boolean containsNull() {
        return containsNull;
    }
}
