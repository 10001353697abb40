package io.trefoil.launcher.server;

import io.trefoil.sql.storage.StoreLocation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code trefoil start} was asked for, checked.
 *
 * @param insecure clients get in without a password; only on loopback addresses
 * @param port TCP port, 0 for any free one
 * @param connectionsMax clients at a time
 * @param cacheBytes memory for cached data blocks, outside the Java heap
 */
public record ServerOptions(
    StoreLocation store,
    InetAddress host,
    int port,
    boolean insecure,
    @Nullable TlsFiles tls,
    int connectionsMax,
    long cacheBytes) {

  /** PEM files of {@code --tls-cert} and {@code --tls-key}. */
  public record TlsFiles(Path certificate, Path key) {
    public TlsFiles {
      for (Path file : new Path[] {certificate, key}) {
        if (!Files.isReadable(file)) {
          throw new StartFailure("cannot read " + file);
        }
      }
    }
  }

  public ServerOptions {
    if (insecure && !host.isLoopbackAddress()) {
      throw new StartFailure("--insecure lets everyone in, so it only listens on a loopback address, not on "
          + host.getHostAddress());
    }
    if (port < 0 || port > 65535) {
      throw new StartFailure("--port must be between 0 and 65535, not " + port);
    }
    if (connectionsMax < 1) {
      throw new StartFailure("--max-connections must be at least 1, not " + connectionsMax);
    }
  }

  /** The address a host name or literal stands for. */
  public static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new StartFailure("unknown host " + host, e);
    }
  }
}
