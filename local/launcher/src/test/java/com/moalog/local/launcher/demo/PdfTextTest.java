package com.moalog.local.launcher.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class PdfTextTest {

  @Test
  void somethingElseIsNoPdf() {
    assertThat(PdfText.isPdf("<html>".getBytes(ISO_8859_1))).isFalse();
    assertThat(PdfText.isPdf(new byte[0])).isFalse();
    assertThat(PdfText.isPdf("%PDF-1.7\n".getBytes(ISO_8859_1))).isTrue();
  }

  @Test
  void findsTheCharactersThatAFontMaps() throws IOException {
    byte[] pdf =
        pdf("begincmap 2 beginbfrange <0001> <0001> <D68C>\n<0002> <0002> <ACE0> endbfrange");

    assertThat(PdfText.hasGlyphsOf("회고", pdf)).isTrue();
    assertThat(PdfText.hasGlyphsOf("회고록", pdf)).isFalse();
  }

  @Test
  void aStreamThatIsNoFontMapCountsForNothing() throws IOException {
    assertThat(PdfText.hasGlyphsOf("회", pdf("<D68C>"))).isFalse();
    assertThat(PdfText.hasGlyphsOf("회", "%PDF-1.7 stream\n<D68C>".getBytes(ISO_8859_1))).isFalse();
  }

  private static byte[] pdf(String stream) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("%PDF-1.7\n1 0 obj << /Filter /FlateDecode >>\nstream\n".getBytes(ISO_8859_1));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(file)) {
      deflated.write(stream.getBytes(ISO_8859_1));
    }
    file.write("\nendstream endobj".getBytes(ISO_8859_1));
    return file.toByteArray();
  }
}
