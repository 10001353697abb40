package io.trefoil.wire.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.trefoil.wire.server.ServerConfiguration.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * The server's certificate, ready for use.
 *
 * @param certificateHash the certificate's hash for channel binding (RFC 5929, section 4.1), empty when its signature
 *     algorithm names no hash
 */
record TlsMaterial(SslContext context, byte[] certificateHash) {

    /** @throws ServerStartException TLS_FILES */
    static TlsMaterial load(TlsFiles files) {
        try (InputStream certificate = Files.newInputStream(files.certificate());
                InputStream key = Files.newInputStream(files.key())) {
            var context = SslContextBuilder.forServer(certificate, key)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
            return new TlsMaterial(context, hashOf(files));
        } catch (IOException e) {
            throw failure("cannot read TLS file " + e.getMessage(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw failure(
                    "no usable certificate and key in " + files.certificate() + " and " + files.key()
                            + " (PEM expected, the key in PKCS#8 without a password): " + e.getMessage(),
                    e);
        }
    }

    private static byte[] hashOf(TlsFiles files) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(files.certificate())) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            int with = algorithm.indexOf("WITH");
            if (!algorithm.startsWith("SHA") && !algorithm.startsWith("MD5") || with < 0) {
                return new byte[0];
            }
            String hash = algorithm.substring(0, with);
            // RFC 5929: the weak ones are replaced. "SHA384" is "SHA-384" to Java.
            String name = hash.equals("MD5") || hash.equals("SHA1") ? "SHA-256" : "SHA-" + hash.substring(3);
            return MessageDigest.getInstance(name).digest(certificate.getEncoded());
        }
    }

    private static ServerStartException failure(String message, Throwable cause) {
        return new ServerStartException(ServerStartException.Reason.TLS_FILES, message, cause);
    }
}
