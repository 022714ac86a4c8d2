"""How other eyes see a picture (色觉模拟): in grey, and without the green cones."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Floats = NDArray[np.float64]

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
DEUTERANOPIA = np.array(  # Machado, Oliveira, Fernandes 2009, severity 1
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)


def in_grey(image: QImage) -> QImage:
    """What is left on a black-and-white print."""
    return _through(image, np.tile(LUMINANCE, (3, 1)))


def without_green_cones(image: QImage) -> QImage:
    """What somebody with deuteranopia sees."""
    return _through(image, DEUTERANOPIA)


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Red, green, blue of each pixel: height × width × 3."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def _through(image: QImage, matrix: Floats) -> QImage:
    seen = _encoded(_LINEAR[pixels(image)] @ matrix.T)
    tall, wide, _ = seen.shape
    return QImage(seen.tobytes(), wide, tall, wide * 3, QImage.Format.Format_RGB888).copy()


def _decoded() -> Floats:
    """Light of each of the 256 steps of sRGB."""
    step = np.arange(256) / 255
    return np.where(step <= 0.04045, step / 12.92, ((step + 0.055) / 1.055) ** 2.4)


def _encoded(light: Floats) -> NDArray[np.uint8]:
    light = np.clip(light, 0, 1)
    step = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.ascontiguousarray(np.rint(step * 255).astype(np.uint8))


_LINEAR = _decoded()
