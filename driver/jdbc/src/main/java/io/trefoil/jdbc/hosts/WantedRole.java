package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilProperty;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Property {@code targetServerType}.
 *
 * @param role null for any
 * @param preferred whether a server of another role will do when there is none
 */
record WantedRole(@Nullable ServerRole role, boolean preferred) {
    static WantedRole of(Properties properties) throws SQLException {
        return switch (TrefoilProperty.TARGET_SERVER_TYPE.choice(properties)) {
            case "primary", "master" -> new WantedRole(ServerRole.PRIMARY, false);
            case "secondary", "slave" -> new WantedRole(ServerRole.SECONDARY, false);
            case "preferPrimary" -> new WantedRole(ServerRole.PRIMARY, true);
            case "preferSecondary", "preferSlave" -> new WantedRole(ServerRole.SECONDARY, true);
            default -> new WantedRole(null, false);
        };
    }

    boolean matters() {
        return role != null;
    }
}
