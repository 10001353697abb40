package io.trefoil.tck.jdbc.hibernate;

import io.trefoil.tck.jdbc.Door;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;

/** Session factories over a door. */
final class Factory {
    private static final Logger LOG = Logger.getLogger("org.hibernate");

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private Factory() {}

    /** A factory of the library on an empty database. */
    static SessionFactory library(Door door, String... properties) {
        return of(door, Action.CREATE_DROP, Library.ENTITIES, properties);
    }

    static SessionFactory of(Door door, Action action, List<Class<?>> entities, String... properties) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("library");
        entities.forEach(configuration::managedClass);
        // A test that fails leaves its transaction open, and the tables are dropped at the end.
        configuration.jdbcUrl(door.url("options=-c%20lock_timeout=60s"));
        configuration.schemaToolingAction(action);
        configuration.property("hibernate.connection.pool_size", "6");
        configuration.property("hibernate.generate_statistics", "true");
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            configuration.property(parts[0], parts[1]);
        }
        return configuration.createEntityManagerFactory();
    }
}
