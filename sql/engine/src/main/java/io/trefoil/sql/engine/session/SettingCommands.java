package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SET, RESET and set_config. */
final class SettingCommands {
    private static final Pattern CUSTOM = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)+");

    private SettingCommands() {}

    /** Sets a value, for the transaction only when local. */
    static void set(SessionState state, String name, String value, boolean local) {
        TransactionControl transactions = state.transactions();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "transaction_isolation" ->
                transactions.modes(modes(state).withIsolation(SettingRules.check(definition(name), value)));
            case "transaction_read_only" -> transactions.modes(modes(state).withReadOnly(isOn(name, value)));
            case "transaction_deferrable" -> transactions.modes(modes(state).withDeferrable(isOn(name, value)));
            case "role" -> setRole(state, value, local);
            case "session_authorization" -> setSessionUser(state, value, local);
            default -> setOrdinary(state, name, value, local);
        }
    }

    private static TransactionModes modes(SessionState state) {
        return state.transactions().modes();
    }

    private static boolean isOn(String name, String value) {
        return definition(name).normalize(value).equals("on");
    }

    private static SettingDefinition definition(String name) {
        SettingDefinition definition = SettingDefinitions.find(name);
        if (definition == null) {
            throw Settings.unknown(name);
        }
        return definition;
    }

    private static void setOrdinary(SessionState state, String name, String value, boolean local) {
        SqlStateException refused = refusal(state, name);
        if (refused != null) {
            throw refused;
        }
        SettingDefinition definition = SettingDefinitions.find(name);
        String kept = definition == null ? value : SettingRules.check(definition, value);
        state.transactions().settings(state.settings().with(name, kept, local));
    }

    /** Why the session may not set a setting, now or for sessions to come; null when it may. */
    static @Nullable SqlStateException refusal(SessionState state, String name) {
        SettingDefinition definition = SettingDefinitions.find(name);
        if (definition == null) {
            return CUSTOM.matcher(name).matches() ? null : Settings.unknown(name);
        }
        return definition.whyNot(
                state.role(state.transactions().latestCatalog()).superuser());
    }

    /** The value as it was given, which the setting could take. */
    static String checked(String name, String value) {
        SettingDefinition definition = SettingDefinitions.find(name);
        if (definition != null) {
            SettingRules.check(definition, value);
        }
        return value;
    }

    private static void setRole(SessionState state, String value, boolean local) {
        CatalogSnapshot catalog = state.transactions().latestCatalog();
        if (!value.equals("none")) {
            requireMember(catalog, catalog.role(state.sessionUser()).orElseThrow(), value);
        }
        state.transactions().settings(state.settings().with("role", value, local));
    }

    /** 22023 or 42501 unless a role may become another one. */
    static void requireMember(CatalogSnapshot catalog, Role role, String name) {
        Role wanted = catalog.role(name)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "role \"" + name + "\" does not exist"));
        if (!role.superuser() && role.oid() != wanted.oid() && !isMember(catalog, role, wanted.oid())) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set role \"" + name + "\"");
        }
    }

    private static boolean isMember(CatalogSnapshot catalog, Role role, int wantedOid) {
        for (Role.Membership membership : role.memberOf()) {
            if (membership.roleOid() == wantedOid
                    || catalog.role(membership.roleOid())
                            .map(parent -> isMember(catalog, parent, wantedOid))
                            .orElse(false)) {
                return true;
            }
        }
        return false;
    }

    private static void setSessionUser(SessionState state, String value, boolean local) {
        CatalogSnapshot catalog = state.transactions().latestCatalog();
        Role wanted = catalog.role(value)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "role \"" + value + "\" does not exist"));
        Role authenticated = catalog.role(state.request().user()).orElseThrow();
        if (!authenticated.superuser() && wanted.oid() != authenticated.oid()) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied to set session authorization \"" + value + "\"");
        }
        state.transactions()
                .settings(state.settings()
                        .with("session_authorization", wanted.name(), local)
                        .with("is_superuser", wanted.superuser() ? "on" : "off", local));
    }

    static void reset(SessionState state, String name, boolean local) {
        SettingDefinition definition = SettingDefinitions.find(name);
        if (definition == null
                && state.settings().find(name) == null
                && !CUSTOM.matcher(name).matches()) {
            throw Settings.unknown(name);
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "session_authorization" ->
                setSessionUser(state, state.request().user(), local);
            case "role" -> setRole(state, "none", local);
            default -> {
                if (definition != null) {
                    SqlStateException refused = definition.whyNot(
                            state.role(state.transactions().latestCatalog()).superuser());
                    if (refused != null) {
                        throw refused;
                    }
                }
                state.transactions().settings(state.settings().reset(name, local));
            }
        }
    }
}
