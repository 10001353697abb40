package io.trefoil.wire.protocol.scram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ScramTest {
    private static final byte[] NO_BINDING = new byte[0];

    // RFC 7677, section 3.
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final ScramVerifier VERIFIER = ScramVerifier.of("pencil", SALT, 4096);
    private static final ScramClientFirst FIRST = new ScramClientFirst("n", "user", CLIENT_NONCE);

    @Test
    void theExchangeOfRfc7677() {
        assertThat(FIRST.text()).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        var challenge = Scram.challenge(FIRST, VERIFIER, SERVER_NONCE);
        assertThat(challenge.text())
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        var answer = Scram.answer("pencil", FIRST, challenge, NO_BINDING);
        assertThat(answer.text())
                .isEqualTo("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        var last = Scram.verify(VERIFIER, FIRST, challenge, answer, NO_BINDING).orElseThrow();
        assertThat(last.text()).isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(Scram.serverIsGenuine("pencil", FIRST, challenge, answer, last))
                .isTrue();
        assertThat(Scram.serverIsGenuine("pencils", FIRST, challenge, answer, last))
                .isFalse();
    }

    @Test
    void messagesSurviveTheirText() {
        var challenge = Scram.challenge(FIRST, VERIFIER, SERVER_NONCE);
        var answer = Scram.answer("pencil", FIRST, challenge, NO_BINDING);
        assertThat(ScramClientFirst.parse(FIRST.text())).isEqualTo(FIRST);
        assertThat(ScramServerFirst.parse(challenge.text()))
                .usingRecursiveComparison()
                .isEqualTo(challenge);
        assertThat(ScramClientFinal.parse(answer.text()))
                .usingRecursiveComparison()
                .isEqualTo(answer);
        var odd = new ScramClientFirst("y", "a=b,c", "x");
        assertThat(ScramClientFirst.parse(odd.text())).isEqualTo(odd);
    }

    @Test
    void aWrongPasswordIsRefused() {
        var challenge = Scram.challenge(FIRST, VERIFIER, SERVER_NONCE);
        var answer = Scram.answer("Pencil", FIRST, challenge, NO_BINDING);
        assertThat(Scram.verify(VERIFIER, FIRST, challenge, answer, NO_BINDING)).isEmpty();
    }

    @Test
    void noPasswordFitsAMockVerifier() {
        byte[] secret = {1, 2, 3};
        var mock = ScramVerifier.mock("nobody", secret);
        var challenge = Scram.challenge(FIRST, mock, SERVER_NONCE);
        var answer = Scram.answer("pencil", FIRST, challenge, NO_BINDING);
        assertThat(Scram.verify(mock, FIRST, challenge, answer, NO_BINDING)).isEmpty();
        assertThat(ScramVerifier.mock("nobody", secret).salt()).isEqualTo(mock.salt());
        assertThat(ScramVerifier.mock("somebody", secret).salt()).isNotEqualTo(mock.salt());
        assertThat(mock.salt()).hasSize(16);
    }

    @Test
    void theVerifierHasPostgresqlsTextForm() {
        assertThat(VERIFIER.text())
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
        assertThat(ScramVerifier.parse(VERIFIER.text()))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(VERIFIER);
        assertThat(VERIFIER.matches("pencil")).isTrue();
        assertThat(VERIFIER.matches("pencil ")).isFalse();
    }

    // Made by PostgreSQL 15 for 'pencil' and for a password that SASLprep changes.
    @Test
    void verifiersOfPostgresqlFit() {
        var plain = "SCRAM-SHA-256$4096:OWoZMYtYkpFARZzmdJfxzQ==$"
                + "BHEQIoYvmRaf4EEcvL1Tje1YrVPkUrJfJv53ECX/aJE=:+tEmOSMctCBQ222UymmO+24I0v5jd+ZDxnUjfr8JyS0=";
        var prepared = "SCRAM-SHA-256$4096:x3T75b+UEiDcGc+WfNg3pA==$"
                + "6zrQH4ANIeW+HBi2LLQFn8hoRMKn3iNP0MK5wm/JM0c=:GHRTvP0dFGYNvIZCXLCu5qJ0EpcYruj/3WazPVn9XfA=";
        assertThat(ScramVerifier.parse(plain).orElseThrow().matches("pencil")).isTrue();
        assertThat(ScramVerifier.parse(plain).orElseThrow().matches("pencil2")).isFalse();
        assertThat(ScramVerifier.parse(prepared).orElseThrow().matches("I\u00adX\u2168"))
                .isTrue();
        assertThat(ScramVerifier.parse(prepared).orElseThrow().matches("IXIX")).isTrue();
    }

    @Test
    void textThatIsNoVerifierIsNotParsed() {
        for (String text : new String[] {
            "",
            "pencil",
            "md5c8a2c0a7ec3e1c1d1a4d1a0f3a3a3a3a",
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$",
            "SCRAM-SHA-256$x:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:AAAA",
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:AAAA",
            VERIFIER.text().replace("4096", "0"),
            VERIFIER.text().replace("4096", "-1")
        }) {
            assertThat(ScramVerifier.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void theChannelBindingIsChecked() {
        byte[] certificate = {1, 2, 3};
        var first = new ScramClientFirst(ScramClientFirst.BINDING_CERTIFICATE, "", CLIENT_NONCE);
        var challenge = Scram.challenge(first, VERIFIER, SERVER_NONCE);
        var answer = Scram.answer("pencil", first, challenge, certificate);
        assertThat(Scram.verify(VERIFIER, first, challenge, answer, certificate))
                .isPresent();
        assertThatThrownBy(() -> Scram.verify(VERIFIER, first, challenge, answer, new byte[] {9}))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("SCRAM channel binding check failed");
    }

    @Test
    void malformedMessagesAreRefused() {
        for (String text : new String[] {
            "",
            "n",
            "n,,",
            "x,,n=,r=a",
            "n,,n=,r=",
            "n,,n=",
            "n,,r=a,n=",
            "n,,n=,r=a b",
            "p=tls-unique,,n=,r=a",
            "n,a=x,n=,r=a",
            "n,,m=ext,n=,r=a"
        }) {
            assertThatThrownBy(() -> ScramClientFirst.parse(text)).as(text).isInstanceOf(ProtocolViolation.class);
        }
        for (String text :
                new String[] {"", "c=biws", "c=biws,r=a", "c=biws,r=a,p=!", "c=biws,r=a,p=AAAA", "r=a,c=b"}) {
            assertThatThrownBy(() -> ScramClientFinal.parse(text)).as(text).isInstanceOf(ProtocolViolation.class);
        }
        for (String text : new String[] {"", "r=a", "r=a,s=?", "r=a,s=AA==,i=0", "r=a,s=AA==,i=x"}) {
            assertThatThrownBy(() -> ScramServerFirst.parse(text)).as(text).isInstanceOf(ProtocolViolation.class);
        }
    }

    // RFC 4013, section 3.
    @Test
    void passwordsArePrepared() {
        assertThat(SaslPrep.prepare("I\u00adX")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("user")).isEqualTo("user");
        assertThat(SaslPrep.prepare("\u00aa")).isEqualTo("a");
        assertThat(SaslPrep.prepare("\u2168")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("a\u00a0b")).isEqualTo("a b");
        assertThat(SaslPrep.prepare("\u0007")).as("prohibited: as it is").isEqualTo("\u0007");
        assertThat(SaslPrep.prepare("\u0627\u0031")).as("direction: as it is").isEqualTo("\u0627\u0031");
    }

    @Test
    void pbkdf2OfRfc7914() {
        // RFC 7914, section 11, first 32 bytes.
        byte[] key = ScramKeys.saltedPassword("passwd", "salt".getBytes(US_ASCII), 1);
        assertThat(HexFormat.of().formatHex(key))
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    }
}
