package io.trefoil.sql.functions.bytes;

import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** md5 as hexadecimal text and the SHA-2 digests as bytea. */
public final class Digests implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        unary(d, "md5(text)", a -> hex(digest("MD5", ((String) a).getBytes(StandardCharsets.UTF_8))));
        unary(d, "md5(bytea)", a -> hex(digest("MD5", (byte[]) a)));
        unary(d, "sha224(bytea)", a -> digest("SHA-224", (byte[]) a));
        unary(d, "sha256(bytea)", a -> digest("SHA-256", (byte[]) a));
        unary(d, "sha384(bytea)", a -> digest("SHA-384", (byte[]) a));
        unary(d, "sha512(bytea)", a -> digest("SHA-512", (byte[]) a));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(algorithm, e);
        }
    }
}
