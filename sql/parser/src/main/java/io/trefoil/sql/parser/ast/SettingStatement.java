package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Run-time settings. Names are folded and may have dots. */
public sealed interface SettingStatement extends Statement {

    /**
     * {@code SET [LOCAL | SESSION] name TO value, ...}. The special spellings are settings too: SET TIME ZONE is {@code
     * timezone}, SET SCHEMA {@code search_path}, SET NAMES {@code client_encoding}, SET ROLE {@code role}, SET SESSION
     * AUTHORIZATION {@code session_authorization}, SET XML OPTION {@code xmloption}.
     *
     * @param values strings, numbers, booleans spelled as strings; an interval ({@code SET TIME ZONE INTERVAL '1' HOUR})
     *     is an {@link Operation.Cast}
     */
    record Set(String name, List<Expression> values, boolean local) implements SettingStatement {}

    /** {@code SET name TO DEFAULT}, also LOCAL. */
    record SetDefault(String name, boolean local) implements SettingStatement {}

    /** {@code SET name FROM CURRENT} (only inside CREATE FUNCTION, ALTER ROLE ...). */
    record SetFromCurrent(String name) implements SettingStatement {}

    /** {@code RESET name} */
    record Reset(String name) implements SettingStatement {}

    /** {@code RESET ALL} */
    record ResetAll() implements SettingStatement {}

    /** {@code SHOW name} */
    record Show(String name) implements SettingStatement {}

    /** {@code SHOW ALL} */
    record ShowAll() implements SettingStatement {}

    /** {@code SHOW SAVEPOINT STATUS}, as in CockroachDB. */
    record ShowSavepointStatus() implements SettingStatement {}

    /** {@code ALTER ROLE role | ALL [IN DATABASE database] SET | RESET ...}; a null role is ALL. */
    record AlterRoleSetting(
            @Nullable RoleName role, @Nullable String database, SettingStatement setting) implements SettingStatement {}

    /** {@code ALTER DATABASE name SET | RESET ...} */
    record AlterDatabaseSetting(String database, SettingStatement setting) implements SettingStatement {}

    /** {@code ALTER SYSTEM SET | RESET ...} */
    record AlterSystem(SettingStatement setting) implements SettingStatement {}
}
