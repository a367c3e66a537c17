// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

/**
 * Draws on a {@link Canvas} in coordinates of its own: x to the right and y down from a centre, in
 * units of the pen, turned and mirrored as a whole. So one cat's instructions serve every position,
 * size and tilt. Only +, −, ×, ÷, square roots and StrictMath are used: the result is the same on
 * every machine.
 */
final class Pen {

  /**
   * Corners of an ellipse; with 32 the largest one here is off by less than a quarter of a pixel.
   */
  private static final int ELLIPSE_CORNERS = 32;

  /** Straight pieces between two points of a smooth curve. */
  private static final int CURVE_PIECES = 6;

  private final Canvas canvas;
  private final double centreX;
  private final double centreY;
  // The columns of the linear part: where the pen's x unit and y unit point on the canvas.
  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;

  private Pen(
      Canvas canvas, double centreX, double centreY, double xx, double xy, double yx, double yy) {
    this.canvas = canvas;
    this.centreX = centreX;
    this.centreY = centreY;
    this.xx = xx;
    this.xy = xy;
    this.yx = yx;
    this.yy = yy;
  }

  /** Makes a pen whose units are pixels and whose centre is the canvas's upper left corner. */
  static Pen on(Canvas canvas) {
    return new Pen(canvas, 0, 0, 1, 0, 0, 1);
  }

  /**
   * Returns a pen relative to this one.
   *
   * @param x its centre in this pen's coordinates
   * @param y its centre in this pen's coordinates
   * @param scale its unit in units of this pen
   * @param degrees how far it is turned, clockwise
   */
  Pen at(double x, double y, double scale, double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double c = StrictMath.cos(angle) * scale;
    double s = StrictMath.sin(angle) * scale;
    return new Pen(
        canvas,
        canvasX(x, y),
        canvasY(x, y),
        xx * c + yx * s,
        xy * c + yy * s,
        yx * c - xx * s,
        yy * c - xy * s);
  }

  /** Returns this pen with left and right exchanged, or this pen itself. */
  Pen mirrored(boolean mirror) {
    return mirror ? new Pen(canvas, centreX, centreY, -xx, -xy, yx, yy) : this;
  }

  /** Paints an ellipse with its axes along the pen's. */
  void ellipse(int colour, double x, double y, double radiusX, double radiusY) {
    ellipse(colour, x, y, radiusX, radiusY, 0);
  }

  /** Paints an ellipse turned by some degrees. */
  void ellipse(int colour, double x, double y, double radiusX, double radiusY, double degrees) {
    Pen turned = at(x, y, 1, degrees);
    double[] points = new double[2 * ELLIPSE_CORNERS];
    for (int i = 0; i < ELLIPSE_CORNERS; i++) {
      double angle = 2 * StrictMath.PI * i / ELLIPSE_CORNERS;
      points[2 * i] = radiusX * StrictMath.cos(angle);
      points[2 * i + 1] = radiusY * StrictMath.sin(angle);
    }
    turned.polygon(colour, points);
  }

  /** Paints a polygon through x0, y0, x1, y1, … */
  void polygon(int colour, double... points) {
    int n = points.length / 2;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = canvasX(points[2 * i], points[2 * i + 1]);
      ys[i] = canvasY(points[2 * i], points[2 * i + 1]);
    }
    canvas.fill(xs, ys, colour);
  }

  /** Paints an axis-parallel box given by its left, top, right and bottom. */
  void box(int colour, double left, double top, double right, double bottom) {
    polygon(colour, left, top, right, top, right, bottom, left, bottom);
  }

  /** Paints the inside of a smooth closed curve through x0, y0, x1, y1, … */
  void blob(int colour, double... points) {
    polygon(colour, smooth(points, true));
  }

  /** Draws a smooth curve through x0, y0, x1, y1, …, {@code width} wide, with round ends. */
  void stroke(int colour, double width, double... points) {
    double[] curve = smooth(points, false);
    double half = width / 2;
    for (int i = 0; i + 3 < curve.length; i += 2) {
      double dx = curve[i + 2] - curve[i];
      double dy = curve[i + 3] - curve[i + 1];
      double length = Math.sqrt(dx * dx + dy * dy);
      if (length > 0) {
        double nx = -dy / length * half;
        double ny = dx / length * half;
        polygon(
            colour,
            curve[i] + nx,
            curve[i + 1] + ny,
            curve[i + 2] + nx,
            curve[i + 3] + ny,
            curve[i + 2] - nx,
            curve[i + 3] - ny,
            curve[i] - nx,
            curve[i + 1] - ny);
      }
    }
    for (int i = 0; i < curve.length; i += 2) {
      ellipse(colour, curve[i], curve[i + 1], half, half);
    }
  }

  /** Returns points on the Catmull-Rom spline through the given ones (Catmull and Rom, 1974). */
  private static double[] smooth(double[] points, boolean closed) {
    int n = points.length / 2;
    int spans = closed ? n : n - 1;
    double[] curve = new double[2 * (spans * CURVE_PIECES + (closed ? 0 : 1))];
    int at = 0;
    for (int i = 0; i < spans; i++) {
      for (int piece = 0; piece < CURVE_PIECES; piece++) {
        double t = (double) piece / CURVE_PIECES;
        for (int axis = 0; axis < 2; axis++) {
          double p0 = points[2 * neighbour(i - 1, n, closed) + axis];
          double p1 = points[2 * i + axis];
          double p2 = points[2 * neighbour(i + 1, n, closed) + axis];
          double p3 = points[2 * neighbour(i + 2, n, closed) + axis];
          curve[at++] =
              p1
                  + 0.5
                      * t
                      * (p2
                          - p0
                          + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
        }
      }
    }
    if (!closed) {
      curve[at] = points[2 * n - 2];
      curve[at + 1] = points[2 * n - 1];
    }
    return curve;
  }

  private static int neighbour(int i, int n, boolean closed) {
    return closed ? Math.floorMod(i, n) : Math.max(0, Math.min(n - 1, i));
  }

  private double canvasX(double x, double y) {
    return centreX + x * xx + y * yx;
  }

  private double canvasY(double x, double y) {
    return centreY + x * xy + y * yy;
  }
}
