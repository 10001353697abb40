package io.trefoil.jdbc.secret;

import io.trefoil.jdbc.api.PasswordProvider;
import io.trefoil.jdbc.url.TrefoilProperty;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Makes and asks the class that property {@code passwordProvider} names. */
final class Provider {
    private Provider() {}

    static Optional<char[]> ask(Properties properties, Login login) throws SQLException {
        String name = TrefoilProperty.PASSWORD_PROVIDER.given(properties);
        if (name == null) {
            return Optional.empty();
        }
        PasswordProvider provider = make(name);
        try {
            return Optional.ofNullable(provider.password(login.user(), login.host(), login.port(), login.database()));
        } catch (RuntimeException failed) {
            throw new SQLInvalidAuthorizationSpecException(
                    "passwordProvider " + name + " failed: " + failed.getClass().getName(), "28000", failed);
        }
    }

    private static PasswordProvider make(String name) throws SQLException {
        try {
            Object made = load(name).getConstructor().newInstance();
            if (made instanceof PasswordProvider provider) {
                return provider;
            }
        } catch (ClassNotFoundException missing) {
            throw invalid(name, "is not on the class path", missing);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException unusable) {
            throw invalid(name, "has no public constructor without parameters", unusable);
        } catch (ReflectiveOperationException | LinkageError failed) {
            throw invalid(name, "cannot be made", failed);
        }
        throw invalid(name, "does not implement " + PasswordProvider.class.getName(), null);
    }

    /** An application server has the class in its application's loader, not in the driver's. */
    private static Class<?> load(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            try {
                return Class.forName(name, true, context);
            } catch (ClassNotFoundException notThere) {
                return Class.forName(name);
            }
        }
        return Class.forName(name);
    }

    private static SQLException invalid(String name, String reason, @Nullable Throwable cause) {
        return new SQLException("passwordProvider " + name + " " + reason, "22023", cause);
    }
}
