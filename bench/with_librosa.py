#!/usr/bin/env python3
"""How long librosa needs for the 518 FMA descriptors: CPU milliseconds of this process, median of some runs, as JSON.

Usage: with_librosa.py SAMPLES.f32 RUNS    (mono float32 at 22,050 Hz; needs: pip install librosa==0.11.0)

One spectrogram and one constant-Q transform are shared by all descriptors, and the compiled parts are warm, which is librosa at its best.
bench/analysis.ts runs this, with one thread.
"""
import json, sys, time
import numpy as np, librosa, scipy.stats as st

def rows(x, sr):
    s = np.abs(librosa.stft(x, n_fft=2048, hop_length=512))
    c = np.abs(librosa.cqt(x, sr=sr, hop_length=512, bins_per_octave=12, n_bins=84, tuning=None))
    cens = librosa.feature.chroma_cens(C=c, n_chroma=12, n_octaves=7)
    mel = librosa.feature.melspectrogram(sr=sr, S=s ** 2)
    yield librosa.feature.zero_crossing_rate(x, frame_length=2048, hop_length=512)
    yield librosa.feature.chroma_cqt(C=c, n_chroma=12, n_octaves=7)
    yield cens
    yield librosa.feature.tonnetz(chroma=cens)
    yield librosa.feature.chroma_stft(S=s ** 2, sr=sr, n_chroma=12)
    yield librosa.feature.rms(S=s)
    yield librosa.feature.spectral_centroid(S=s, sr=sr)
    yield librosa.feature.spectral_bandwidth(S=s, sr=sr)
    yield librosa.feature.spectral_rolloff(S=s, sr=sr)
    yield librosa.feature.spectral_contrast(S=s, sr=sr, n_bands=6)
    yield librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=20)

def descriptors(x):
    return [f(m) for m in rows(x, 22050) for f in (
        lambda a: a.mean(1), lambda a: a.std(1), lambda a: st.skew(a, axis=1), lambda a: st.kurtosis(a, axis=1),
        lambda a: np.median(a, axis=1), lambda a: a.min(1), lambda a: a.max(1))]

x = np.fromfile(sys.argv[1], dtype=np.float32)
descriptors(x[: 22050 * 10])
times = []
for _ in range(int(sys.argv[2])):
    before = time.process_time()
    count = sum(len(row) for row in descriptors(x))
    times.append(1000 * (time.process_time() - before))
print(json.dumps({"librosa": librosa.__version__, "descriptors": count, "cpuMs": float(np.median(times)), "cpuMsMin": min(times)}))
