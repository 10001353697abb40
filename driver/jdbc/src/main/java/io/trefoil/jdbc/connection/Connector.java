package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.embedded.EmbeddedEngine;
import io.trefoil.jdbc.embedded.EmbeddedEngines;
import io.trefoil.jdbc.hosts.Candidate;
import io.trefoil.jdbc.hosts.HostPlan;
import io.trefoil.jdbc.link.Link;
import io.trefoil.jdbc.link.LinkLibPqSocketFactory;
import io.trefoil.jdbc.link.LinkSocketFactory;
import io.trefoil.jdbc.link.LinkSslSocketFactory;
import io.trefoil.jdbc.link.Reconnector;
import io.trefoil.jdbc.link.RetryEvents;
import io.trefoil.jdbc.link.SocketSource;
import io.trefoil.jdbc.secret.Login;
import io.trefoil.jdbc.secret.Passwords;
import io.trefoil.jdbc.statement.Errors;
import io.trefoil.jdbc.url.RetrySettings;
import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Opens connections to wherever a URL points. */
public final class Connector {
    /** What the server is asked for; PostgreSQL takes them for settings of an extension. */
    private static final String SERVER_OPTIONS = "-c trefoil.flexible_text_parameters=on";

    /** For the sake of retries. */
    private static final String RETRY_OPTIONS = "-c trefoil.restart_savepoint=on -c trefoil.retry_budget=";

    /** For connections that can be lost. */
    private static final String LOSS_OPTIONS = "-c trefoil.commit_outcomes=on ";

    private static final Logger LOGGER = Logger.getLogger(Connector.class.getName());

    private Connector() {}

    /** A new connection. */
    public static Connection open(String text, TrefoilUrl url) throws SQLException {
        try {
            return connect(text, url);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    private static Connection connect(String text, TrefoilUrl url) throws SQLException {
        Properties info = new Properties();
        info.putAll(url.properties());
        info.setProperty("PGDBNAME", TrefoilUrl.DEFAULT_DATABASE);
        info.setProperty("gssEncMode", "disable");
        RetrySettings retries = RetrySettings.of(info);
        String options = info.getProperty("options");
        String ours = serverOptions(retries, url instanceof TrefoilUrl.Remote);
        info.setProperty("options", options == null ? ours : options + ' ' + ours);
        Reconnector.SignedIn session = url instanceof TrefoilUrl.Remote remote
                ? openRemote(text, info, retries, remote)
                : openEmbedded(text, info, retries, url);
        session.link().activate();
        PgConnection base = session.owner();
        return new DriverConnection(
                base,
                session.link(),
                TrefoilUrl.withoutSecrets(text),
                Tracings.of(text, info, base, session.link().events()));
    }

    private static String serverOptions(RetrySettings retries, boolean canBeLost) {
        if (retries.mode() == RetrySettings.Mode.OFF) {
            return SERVER_OPTIONS;
        }
        // 0 would mean without bound there.
        String retry = RETRY_OPTIONS + Math.max(1, retries.budgetMillis()) + ' ';
        return canBeLost ? LOSS_OPTIONS + retry + SERVER_OPTIONS : retry + SERVER_OPTIONS;
    }

    private static Reconnector.SignedIn openRemote(
            String text, Properties info, RetrySettings retries, TrefoilUrl.Remote remote) throws SQLException {
        info.setProperty("PGDBNAME", remote.database());
        Reconnector reconnector = withinMillis -> signIn(text, info, retries, within(remote, withinMillis));
        Reconnector.SignedIn session = signIn(text, info, retries, remote);
        session.link().reconnectBy(reconnector, session.owner());
        return session;
    }

    private static Reconnector.SignedIn signIn(
            String text, Properties info, RetrySettings retries, TrefoilUrl.Remote remote) throws SQLException {
        return HostPlan.of(remote).connect(server -> open(text, info, retries, server), Reconnector.SignedIn::owner);
    }

    /** The same servers with less patience. */
    private static TrefoilUrl.Remote within(TrefoilUrl.Remote remote, long millis) {
        Properties properties = new Properties();
        properties.putAll(remote.properties());
        String name = PGProperty.LOGIN_TIMEOUT.getName();
        double seconds = Math.max(1, millis / 1000.0);
        try {
            double given = Double.parseDouble(properties.getProperty(name, "0"));
            properties.setProperty(name, Double.toString(given > 0 ? Math.min(given, seconds) : seconds));
        } catch (NumberFormatException refusedBefore) {
            LOGGER.log(Level.FINE, "loginTimeout is no number", refusedBefore);
        }
        return new TrefoilUrl.Remote(remote.hosts(), remote.database(), properties);
    }

    private static Reconnector.SignedIn open(String text, Properties info, RetrySettings retries, Candidate server)
            throws SQLException {
        HostPort host = server.host();
        Properties own = new Properties();
        own.putAll(info);
        // the plan does what pgjdbc would do with these
        own.remove("targetServerType");
        own.remove("loadBalanceHosts");
        own.remove("localSocketAddress");
        Login login = new Login(info.getProperty("user"), host.host(), host.port(), info.getProperty("PGDBNAME"));
        Passwords.find(info, login).ifPresent(password -> own.setProperty("password", password));
        HostSpec here = new HostSpec(host.host(), host.port());
        try {
            return signIn(text, own, retries, here, server::socket);
        } catch (SQLException e) {
            String options = own.getProperty("options", "");
            String ours = serverOptions(retries, true);
            if (!options.endsWith(ours) || !refusesOptions(e)) {
                throw e;
            }
            LOGGER.log(Level.FINE, "{0} takes no options at start; it is asked for no help with retries", host);
            String theirs = options.substring(0, options.length() - ours.length());
            if (theirs.isBlank()) {
                own.remove("options");
            } else {
                own.setProperty("options", theirs.strip());
            }
            return signIn(text, own, retries, here, server::socket);
        }
    }

    /** Gateways such as PgBouncer refuse options that they do not know. */
    private static boolean refusesOptions(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("unsupported startup parameter") && message.contains("options")
                || message.contains("unrecognized configuration parameter") && message.contains("trefoil.");
    }

    private static Reconnector.SignedIn openEmbedded(
            String text, Properties info, RetrySettings retries, TrefoilUrl url) throws SQLException {
        EmbeddedEngine engine = EmbeddedEngines.find();
        info.setProperty("sslmode", "disable");
        HostSpec here = new HostSpec("localhost", TrefoilUrl.DEFAULT_PORT);
        return signIn(text, info, retries, here, () -> connect(engine, url));
    }

    private static Socket connect(EmbeddedEngine engine, TrefoilUrl url) throws SQLException {
        boolean keepAlive = TrefoilProperty.KEEP_ALIVE.flag(url.properties());
        if (url instanceof TrefoilUrl.Memory memory) {
            return engine.connectToMemory(memory.name(), keepAlive);
        }
        return engine.connectToDirectory(((TrefoilUrl.Directory) url).directory(), keepAlive);
    }

    private static Reconnector.SignedIn signIn(
            String text, Properties info, RetrySettings retries, HostSpec host, SocketSource sockets)
            throws SQLException {
        Link link = new Link(retries, RetryEvents.ofConnection());
        String token = LinkSocketFactory.register(sockets, link);
        try {
            Properties own = new Properties();
            own.putAll(info);
            own.setProperty("socketFactory", LinkSocketFactory.class.getName());
            own.setProperty("socketFactoryArg", token);
            chooseEncryption(own);
            return new Reconnector.SignedIn(new PgConnection(new HostSpec[] {host}, own, text), link);
        } finally {
            LinkSocketFactory.forget(token);
        }
    }

    /** The link lies above whatever encryption there is. */
    private static void chooseEncryption(Properties info) {
        String chosen = info.getProperty("sslfactory");
        if (chosen == null || chosen.endsWith(".LibPQFactory")) {
            info.setProperty("sslfactory", LinkLibPqSocketFactory.class.getName());
            return;
        }
        info.setProperty(LinkSslSocketFactory.CHOSEN, chosen);
        String argument = info.getProperty("sslfactoryarg");
        if (argument != null) {
            info.setProperty(LinkSslSocketFactory.CHOSEN_ARGUMENT, argument);
        }
        info.setProperty("sslfactory", LinkSslSocketFactory.class.getName());
    }
}
