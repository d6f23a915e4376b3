package com.moalog.rjmx.http;

/** Takes an answer as it comes in. */
public interface ResponseReader {

  /**
   * The head has come.
   *
   * @param head the header lines, names in lower case
   */
  void head(int status, String head);

  /**
   * A part of the body has come; the bytes are valid during the call only.
   *
   * @throws HttpException to give up
   */
  void body(byte[] bytes, int offset, int length) throws HttpException;
}
