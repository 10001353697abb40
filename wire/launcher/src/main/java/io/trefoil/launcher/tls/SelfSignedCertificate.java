package io.trefoil.launcher.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A P-256 key and an X.509 v3 certificate (RFC 5280) that it signs itself, both as PEM text: certificate as {@code
 * CERTIFICATE}, key as unencrypted PKCS #8 {@code PRIVATE KEY}. Good for {@code sslmode=require}; a client that wants
 * {@code verify-full} takes the certificate as its root.
 */
public record SelfSignedCertificate(String certificatePem, String keyPem) {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    /** Host names and addresses a certificate is good for: RFC 5280 GeneralName choices 2 and 7. */
    public record Names(List<String> hosts, List<byte[]> addresses) {}

    public static SelfSignedCertificate create(Names names, Duration validity) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();

        byte[] algorithm = DerWriter.sequence(DerWriter.objectIdentifier(ECDSA_WITH_SHA256));
        byte[] body = body(keys, algorithm, names, validity);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] certificate = DerWriter.sequence(body, algorithm, DerWriter.bitString(signature.sign()));
        return new SelfSignedCertificate(
                pem("CERTIFICATE", certificate),
                pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    /** TBSCertificate of RFC 5280 section 4.1. */
    private static byte[] body(KeyPair keys, byte[] algorithm, Names names, Duration validity) {
        // A day of grace, so that a client whose clock is behind accepts a fresh certificate.
        Instant notBefore = Instant.now().minus(Duration.ofDays(1));
        byte[] name = DerWriter.sequence(DerWriter.set(DerWriter.sequence(
                DerWriter.objectIdentifier(COMMON_NAME),
                DerWriter.utf8(names.hosts().getFirst()))));
        return DerWriter.sequence(
                DerWriter.tagged(0, true, DerWriter.integer(BigInteger.TWO)),
                DerWriter.integer(new BigInteger(127, new SecureRandom())),
                algorithm,
                name,
                DerWriter.sequence(DerWriter.time(notBefore), DerWriter.time(notBefore.plus(validity))),
                name,
                keys.getPublic().getEncoded(),
                DerWriter.tagged(3, true, DerWriter.sequence(mayIssueItself(), alternativeNames(names))));
    }

    private static byte[] mayIssueItself() {
        return DerWriter.sequence(
                DerWriter.objectIdentifier(BASIC_CONSTRAINTS),
                DerWriter.bool(true),
                DerWriter.octetString(DerWriter.sequence(DerWriter.bool(true))));
    }

    private static byte[] alternativeNames(Names names) {
        byte[][] general = new byte[names.hosts().size() + names.addresses().size()][];
        int count = 0;
        for (String host : names.hosts()) {
            general[count++] = DerWriter.tagged(2, false, host.getBytes(StandardCharsets.US_ASCII));
        }
        for (byte[] address : names.addresses()) {
            general[count++] = DerWriter.tagged(7, false, address);
        }
        return DerWriter.sequence(
                DerWriter.objectIdentifier(SUBJECT_ALTERNATIVE_NAME),
                DerWriter.octetString(DerWriter.sequence(general)));
    }

    private static String pem(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
